package io.hexdispatch.category;

/** Whether a category is about something that happens or about a thing that stands in the city. */
public enum CategoryKind {
    /** 事项: something that happens or is done. */
    EVENT("事项"),
    /** 部件: a thing that stands in the city, such as a manhole cover or a lamp. */
    COMPONENT("部件");

    private final String chineseName;

    CategoryKind(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}
