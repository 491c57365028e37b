package io.hexdispatch.supervision;

import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.order.CaseFile;

/** The event that a finding is about: its number, what it is, and whose area it lies in. */
public record Subject(EventNumber event, CategoryKey category, Jurisdiction jurisdiction) {
    public static Subject of(CaseFile caseFile) {
        return new Subject(
                caseFile.event().number(),
                caseFile.event().report().category().key(),
                caseFile.event().jurisdiction());
    }
}
