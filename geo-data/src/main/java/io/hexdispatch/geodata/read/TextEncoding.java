package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The encoding of the texts of an attribute table, and how it was chosen. For one thread at a time. */
final class TextEncoding {
    private static final long ROWS_LOOKED_AT_MAX = 200_000;

    /**
     * What the language byte of a table stands for, as far as it names one encoding. Not among them is 0x57, "the system's own":
     * it says nothing to whoever has another system, and ArcGIS writes it everywhere.
     */
    private static final Map<Integer, String> LANGUAGES = Map.ofEntries(
            Map.entry(0x01, "IBM437"),
            Map.entry(0x02, "IBM850"),
            Map.entry(0x03, "windows-1252"),
            Map.entry(0x13, "windows-31j"),
            Map.entry(0x4D, "GBK"),
            Map.entry(0x4E, "x-windows-949"),
            Map.entry(0x4F, "Big5"),
            Map.entry(0x58, "windows-1252"),
            Map.entry(0x59, "windows-1252"),
            Map.entry(0x64, "IBM852"),
            Map.entry(0x65, "IBM866"),
            Map.entry(0x78, "Big5"),
            Map.entry(0x79, "x-windows-949"),
            Map.entry(0x7A, "GBK"),
            Map.entry(0x7B, "windows-31j"),
            Map.entry(0xC8, "windows-1250"),
            Map.entry(0xC9, "windows-1251"));

    private final Choice choice;
    private final CharsetDecoder decoder;
    private boolean malformed;

    private TextEncoding(Charset charset, String name, String reason) {
        choice = new Choice(name, reason);
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * Chooses by what is named first of: the caller, the .cpg, the table's language byte, the texts themselves.
     *
     * @param cpg the content of the file that names the encoding, where there is one
     */
    static TextEncoding choose(Optional<Charset> named, Optional<String> cpg, DbaseTable table, LayerFindings findings)
            throws IOException {
        if (named.isPresent()) {
            return new TextEncoding(widened(named.get()), named.get().name(), "named by whoever brought the file");
        }
        if (cpg.isPresent()) {
            Optional<Charset> stated = ofCpg(cpg.get());
            if (stated.isPresent()) {
                return new TextEncoding(
                        widened(stated.get()),
                        stated.get().name(),
                        "the .cpg says \"" + cpg.get().strip() + "\"");
            }
            findings.layerWarning(
                    Kind.ENCODING,
                    "the .cpg says \"" + shortened(cpg.get()) + "\", which is no encoding"
                            + " that is known; it is ignored");
        }
        String language = LANGUAGES.get(table.languageByte());
        if (language != null && Charset.isSupported(language)) {
            return new TextEncoding(
                    widened(Charset.forName(language)),
                    language,
                    "the language byte of the .dbf is 0x" + Integer.toHexString(table.languageByte()));
        }
        EncodingEvidence.Chosen chosen = evidence(table).decide();
        if (chosen.doubtful()) {
            findings.layerWarning(
                    Kind.ENCODING,
                    "the encoding of the attributes is not certain: " + chosen.reason() + "; " + chosen.name()
                            + " was taken. It can be named");
        }
        return new TextEncoding(chosen.charset(), chosen.name(), chosen.reason());
    }

    private static EncodingEvidence evidence(DbaseTable table) throws IOException {
        EncodingEvidence evidence = new EncodingEvidence();
        for (DbaseTable.Field field : table.fields()) {
            evidence.add(field.name(), 0, field.name().length);
        }
        for (long row = 0; row < Math.min(table.rows(), ROWS_LOOKED_AT_MAX) && !evidence.isPlenty(); row++) {
            table.enter(row);
            for (DbaseTable.Field field : table.fields()) {
                if (field.type() == 'C') {
                    evidence.add(table.row(), field.start(), field.start() + field.width());
                }
            }
        }
        return evidence;
    }

    /** GBK and its older core are read as the newer GB 18030, which reads them alike and more. */
    private static Charset widened(Charset charset) {
        return charset.name().equals("GBK") || charset.name().equals("GB2312") ? EncodingEvidence.GBK : charset;
    }

    /** The encoding that a .cpg names: by a name, or by the number of a code page of Windows or DOS. */
    static Optional<Charset> ofCpg(String text) {
        String name = text.strip().replace("\uFEFF", "").toUpperCase(Locale.ROOT);
        String number = name.replaceFirst("^(ANSI|OEM|CP|MS|WINDOWS|IBM|CODEPAGE)[ _-]?", "");
        String wanted =
                switch (number) {
                    case "65001", "UTF8", "UTF-8" -> "UTF-8";
                    case "936", "GB2312", "GBK", "EUC-CN", "X-CP20936", "20936" -> "GBK";
                    case "54936", "GB18030" -> "GB18030";
                    case "950", "BIG5", "BIG-5" -> "Big5";
                    case "932", "SHIFT_JIS" -> "windows-31j";
                    case "949" -> "x-windows-949";
                    case "88591", "ISO88591", "28591" -> "ISO-8859-1";
                    default -> number.matches("125[0-9]") ? "windows-" + number : name;
                };
        try {
            return Charset.isSupported(wanted) ? Optional.of(Charset.forName(wanted)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Choice choice() {
        return choice;
    }

    /** Whether the text that was decoded last has bytes that are nothing in this encoding. */
    boolean wasMalformed() {
        return malformed;
    }

    /** The text in some bytes, without blanks around it. A character that is cut off at the end is dropped. */
    String decode(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && (bytes[start] == ' ' || bytes[start] == 0)) {
            start++;
        }
        while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == 0)) {
            end--;
        }
        malformed = false;
        boolean ascii = true;
        for (int i = start; i < end && ascii; i++) {
            ascii = bytes[i] > 0;
        }
        if (ascii) {
            return new String(bytes, start, end - start, StandardCharsets.US_ASCII).strip();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
        CharBuffer out = CharBuffer.allocate(2 * (end - start) + 2);
        decoder.reset();
        while (true) {
            CoderResult result = decoder.decode(in, out, false);
            if (!result.isError()) {
                // What is left in the buffer is the beginning of a character.
                break;
            }
            malformed = true;
            in.position(Math.min(in.limit(), in.position() + result.length()));
            out.put('\uFFFD');
        }
        return out.flip().toString().replace("\0", "").strip();
    }

    private static String shortened(String text) {
        String plain = text.strip().replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 40 ? plain : plain.substring(0, 40) + "...";
    }
}
