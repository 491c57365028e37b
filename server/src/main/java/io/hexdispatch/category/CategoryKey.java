package io.hexdispatch.category;

/**
 * The identity of a category: the code alone names an event and a component.
 *
 * @param code five digits
 */
public record CategoryKey(CategoryKind kind, String code) {
    @Override
    public String toString() {
        return kind.chineseName() + " " + code;
    }
}
