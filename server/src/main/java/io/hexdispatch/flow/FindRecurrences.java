package io.hexdispatch.flow;

import io.hexdispatch.order.CaseFile;
import io.hexdispatch.supervision.FindingRules;
import io.vertx.core.Future;
import java.util.List;

/** Looks whether what was filed is a problem that was said to be solved at the same place not long ago. */
public final class FindRecurrences implements Examination {
    private final EarlierEvents earlierEvents;
    private final Findings findings;

    public FindRecurrences(EarlierEvents earlierEvents, Findings findings) {
        this.earlierEvents = earlierEvents;
        this.findings = findings;
    }

    @Override
    public Future<Void> examine(List<CaseFile> lot) {
        return earlierEvents
                .resolved(lot, FindingRules.SAME_PLACE_METRES, FindingRules.AGAIN_WITHIN)
                .compose(found -> findings.keep(found.stream()
                        .flatMap(each -> FindingRules.recurrence(each.filed(), each.earlier()).stream())
                        .toList()))
                .mapEmpty();
    }
}
