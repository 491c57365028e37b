package io.hexdispatch.flow;

import io.hexdispatch.supervision.Finding;

/** Told of findings once they are committed, so that whoever is connected learns of them at once. Who is not finds them in the list. */
public interface FindingNews {
    void found(Finding finding);

    /** It was answered, sent back or closed. */
    void changed(Finding finding);
}
