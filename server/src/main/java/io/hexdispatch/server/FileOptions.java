package io.hexdispatch.server;

import io.hexdispatch.boundaryfile.FileWish;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * What whoever brings a boundary file knows about it that the file does not say, or says wrongly: an option for each
 * {@link FileWish}. Repair is left to the command, because each offers it in its own way.
 */
@Command
final class FileOptions {
    private static final Set<FileWish> OFFERED = EnumSet.complementOf(EnumSet.of(FileWish.REPAIR));

    private CommandSpec command;

    /** Adds the options to the command that this is mixed into. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec mixee) {
        command = mixee;
        for (FileWish wish : OFFERED) {
            if (command.findOption(name(wish)) == null) {
                command.addOption(OptionSpec.builder(name(wish))
                        .paramLabel(wish.value())
                        .description(wish.description())
                        .type(String.class)
                        .build());
            }
        }
    }

    private static String name(FileWish wish) {
        return "--" + wish.text();
    }

    /** Those that were given, by the names that {@link FileWish} has for them. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        for (FileWish wish : OFFERED) {
            String value = command.commandLine().getParseResult().matchedOptionValue(name(wish), (String) null);
            if (value != null) {
                given.put(wish.text(), value);
            }
        }
        return given;
    }
}
