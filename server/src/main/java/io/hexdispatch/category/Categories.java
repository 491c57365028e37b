package io.hexdispatch.category;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All categories that an event can have. Immutable, so any thread may use it; a look-up is one or two hash steps. */
public final class Categories {
    private final Map<CategoryKey, Category> byKey;
    private final Map<CategoryKind, Map<String, Category>> byKind = new EnumMap<>(CategoryKind.class);
    private final Map<String, Category> byFormerCode = new HashMap<>();

    private Categories(Collection<Category> categories) {
        Map<CategoryKey, Category> inOrder = new LinkedHashMap<>();
        for (CategoryKind kind : CategoryKind.values()) {
            byKind.put(kind, new HashMap<>());
        }
        for (Category category : categories) {
            if (inOrder.put(category.key(), category) != null) {
                throw new IllegalArgumentException("category " + category.key() + " is there twice");
            }
            byKind.get(category.kind()).put(category.code(), category);
            category.formerCode().ifPresent(former -> {
                Category other = byFormerCode.put(former, category);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "former code " + former + " stands for both " + other.key() + " and " + category.key());
                }
            });
        }
        byKey = Collections.unmodifiableMap(inOrder);
    }

    /** @throws IllegalArgumentException if two categories have one key or one former code */
    public static Categories of(Collection<Category> categories) {
        return new Categories(categories);
    }

    /**
     * The categories of GB/T 47678.5-2026 after our reading of it, and the local extension codes; read from the program
     * at every call.
     */
    public static Categories bundled() {
        try (InputStream table = Categories.class.getResourceAsStream("categories.tsv")) {
            return of(CategoryTable.read(new String(table.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The category of this kind and code. */
    public Optional<Category> find(CategoryKind kind, String code) {
        return Optional.ofNullable(byKind.get(kind).get(code));
    }

    /** The category of this key. */
    public Optional<Category> find(CategoryKey key) {
        return find(key.kind(), key.code());
    }

    /**
     * The event category that took the place of a code of GB/T 30428.2-2013.
     *
     * @param formerCode four digits, such as {@code 0402}
     */
    public Optional<Category> findByFormerCode(String formerCode) {
        return Optional.ofNullable(byFormerCode.get(formerCode));
    }

    /** Every category, in the order of the table. */
    public Collection<Category> all() {
        return byKey.values();
    }
}
