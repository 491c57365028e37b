package io.hexdispatch.server;

import java.io.PrintWriter;

/** Shows how far some work is: a bar that moves in a terminal, and a line a step where the output goes to a file. */
final class ProgressLine {
    private static final int WIDTH = 24;
    private static final int LINE_WIDTH = 78;

    private final PrintWriter out;
    private final boolean isTerminal;
    private String step = "";
    private long shownAt;

    ProgressLine(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    void show(String nextStep, long done, long total) {
        boolean isNew = !nextStep.equals(step);
        long now = System.currentTimeMillis();
        if (!isNew && (!isTerminal || now - shownAt < 100)) {
            return;
        }
        step = nextStep;
        shownAt = now;
        if (isTerminal) {
            int filled = total <= 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / total);
            String line = "[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + nextStep
                    + (total > 0 ? String.format(" %,d of %,d", done, total) : "");
            out.print("\r" + line + " ".repeat(Math.max(0, LINE_WIDTH - line.length())));
        } else {
            out.println(nextStep + (total > 0 ? String.format(", %,d", total) : ""));
        }
        out.flush();
    }

    /** Takes the bar away, so that what follows begins a line. */
    void end() {
        if (isTerminal && !step.isEmpty()) {
            out.print("\r" + " ".repeat(LINE_WIDTH) + "\r");
            out.flush();
        }
    }
}
