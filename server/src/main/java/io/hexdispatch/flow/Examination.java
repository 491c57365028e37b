package io.hexdispatch.flow;

import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.util.List;

/** Something that every event is looked at for once it is filed, such as whether it was reported before by another source. */
public interface Examination {
    /**
     * Looks at events that were filed, and writes down what it finds. A successful future means committed. The same events may come
     * again, after a failure or a restart, and must then come to the same; so may events that others changed meanwhile.
     *
     * @param lot as they were filed or read, in the order of their numbers; at most {@link ExamineFiled#LOT_MAX}
     */
    Future<Void> examine(List<CaseFile> lot);
}
