package io.hexdispatch.category;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an event is about (事项分类). Events and components share one code space, so a category is told apart by its
 * {@link #key}, never by its code alone.
 *
 * @param kind event or component
 * @param code five digits: two of the major class, three of the minor class
 * @param name the Chinese name of the minor class
 * @param majorClass the Chinese name of the major class (大类); its code is {@link #majorClassCode}
 * @param local whether the code is an extension of our own rather than one of GB/T 47678.5-2026
 * @param formerCode the four digits (two and two) of the same event in GB/T 30428.2-2013, where we know them
 */
public record Category(
        CategoryKind kind, String code, String name, String majorClass, boolean local, Optional<String> formerCode) {
    private static final Pattern CODE = Pattern.compile("[0-9]{5}");
    private static final Pattern FORMER_CODE = Pattern.compile("[0-9]{4}");

    /** @throws IllegalArgumentException if a code has not its number of digits or a name is blank */
    public Category {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("category code \"" + code + "\" is not five digits");
        }
        if (name.isBlank() || majorClass.isBlank()) {
            throw new IllegalArgumentException("category " + code + " has a blank name or major class");
        }
        formerCode.ifPresent(former -> {
            if (!FORMER_CODE.matcher(former).matches()) {
                throw new IllegalArgumentException("former code \"" + former + "\" of " + code + " is not four digits");
            }
        });
    }

    /** What makes the category unique. */
    public CategoryKey key() {
        return new CategoryKey(kind, code);
    }

    /** The first two digits of the code. */
    public String majorClassCode() {
        return code.substring(0, 2);
    }
}
