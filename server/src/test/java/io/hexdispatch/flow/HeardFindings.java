package io.hexdispatch.flow;

import io.hexdispatch.supervision.Finding;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told. */
public final class HeardFindings implements FindingNews {
    private final List<Finding> found = new ArrayList<>();
    private final List<Finding> changed = new ArrayList<>();

    public List<Finding> found() {
        return found;
    }

    public List<Finding> changed() {
        return changed;
    }

    @Override
    public void found(Finding finding) {
        found.add(finding);
    }

    @Override
    public void changed(Finding finding) {
        changed.add(finding);
    }
}
