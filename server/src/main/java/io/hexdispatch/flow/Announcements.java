package io.hexdispatch.flow;

import io.hexdispatch.order.CaseFile;

/** Tells whoever is connected what was committed. What cannot be delivered now stays owed, and is not lost. */
public interface Announcements {
    /** A report was filed, with its first orders. */
    void filed(CaseFile caseFile);

    void changed(CaseFile.Change change);
}
