package io.hexdispatch.figures;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A column of words, of which few are different: each word once, and for each row the number of its word. */
final class WordColumn {
    private static final int NARROW_WORDS_MAX = 1 << Character.SIZE;

    private final String[] words;
    /** One of the two is null: the narrow one where there are more words than a char can number. */
    private final char[] narrow;

    private final int[] wide;

    private WordColumn(String[] words, char[] narrow, int[] wide) {
        this.words = words;
        this.narrow = narrow;
        this.wide = wide;
    }

    static WordColumn of(List<String> rows) {
        Map<String, Integer> numbers = new HashMap<>();
        List<String> words = new ArrayList<>();
        int[] codes = new int[rows.size()];
        for (int row = 0; row < codes.length; row++) {
            String word = rows.get(row);
            Integer number = numbers.putIfAbsent(word, words.size());
            if (number == null) {
                number = words.size();
                words.add(word);
            }
            codes[row] = number;
        }
        return of(words.toArray(String[]::new), codes);
    }

    private static WordColumn of(String[] words, int[] codes) {
        if (words.length > NARROW_WORDS_MAX) {
            return new WordColumn(words, null, codes);
        }
        char[] narrow = new char[codes.length];
        for (int row = 0; row < codes.length; row++) {
            narrow[row] = (char) codes[row];
        }
        return new WordColumn(words, narrow, null);
    }

    int words() {
        return words.length;
    }

    String word(int code) {
        return words[code];
    }

    int code(int row) {
        return narrow != null ? narrow[row] : wide[row];
    }

    String at(int row) {
        return words[code(row)];
    }

    /** The bytes that {@link #write} needs. */
    int bytes() {
        int bytes = Integer.BYTES;
        for (String word : words) {
            bytes += Integer.BYTES + word.getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes + (narrow != null ? Character.BYTES * narrow.length : Integer.BYTES * wide.length);
    }

    void write(ByteBuffer buffer) {
        buffer.putInt(words.length);
        for (String word : words) {
            byte[] text = word.getBytes(StandardCharsets.UTF_8);
            buffer.putInt(text.length).put(text);
        }
        if (narrow != null) {
            buffer.asCharBuffer().put(narrow);
            buffer.position(buffer.position() + Character.BYTES * narrow.length);
        } else {
            buffer.asIntBuffer().put(wide);
            buffer.position(buffer.position() + Integer.BYTES * wide.length);
        }
    }

    /** @param shared gives the one copy of a word that all columns of all days use */
    static WordColumn read(ByteBuffer buffer, int rows, UnaryOperator<String> shared) {
        String[] words = new String[buffer.getInt()];
        for (int i = 0; i < words.length; i++) {
            byte[] text = new byte[buffer.getInt()];
            buffer.get(text);
            words[i] = shared.apply(new String(text, StandardCharsets.UTF_8));
        }
        if (words.length > NARROW_WORDS_MAX) {
            int[] wide = new int[rows];
            buffer.asIntBuffer().get(wide);
            buffer.position(buffer.position() + Integer.BYTES * rows);
            return new WordColumn(words, null, wide);
        }
        char[] narrow = new char[rows];
        buffer.asCharBuffer().get(narrow);
        buffer.position(buffer.position() + Character.BYTES * rows);
        return new WordColumn(words, narrow, null);
    }
}
