package io.hexdispatch.geodata.check;

/** What a finding means for putting the boundaries live. */
public enum Severity {
    /** Stops an activation. */
    ERROR("Error", "错误"),
    /** Somebody should look at it; the boundaries can go live all the same. */
    WARNING("Warning", "警告");

    private final String title;
    private final String chineseTitle;

    Severity(String title, String chineseTitle) {
        this.title = title;
        this.chineseTitle = chineseTitle;
    }

    public String title() {
        return title;
    }

    public String chineseTitle() {
        return chineseTitle;
    }
}
