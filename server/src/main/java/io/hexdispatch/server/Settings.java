package io.hexdispatch.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Takes what the command line leaves out from the environment, and what that leaves out from a file of {@code key=value} lines, which
 * {@code HEXDISPATCH_CONFIG} names: {@code --database-url} is {@code HEXDISPATCH_DATABASE_URL} and {@code database-url}.
 */
final class Settings implements IDefaultValueProvider {
    static final String FILE = "HEXDISPATCH_CONFIG";

    private static final String PREFIX = "HEXDISPATCH_";

    private final Map<String, String> environment;

    Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String key = key(option);
        String fromEnvironment = environment.get(PREFIX + key.replace('-', '_').toUpperCase(Locale.ROOT));
        if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            return fromEnvironment;
        }
        return file(option.command()).getProperty(key, option.defaultValue());
    }

    /** The file's settings; one that no command has would be a slip of the pen and is refused. */
    private Properties file(CommandSpec command) {
        Properties properties = new Properties();
        String name = environment.get(FILE);
        if (name == null || name.isBlank()) {
            return properties;
        }
        try (Reader reader = Files.newBufferedReader(Path.of(name), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), FILE + ": " + name + " cannot be read: " + e);
        }
        Set<String> known = withSubcommands(command.root())
                .flatMap(subcommand -> subcommand.options().stream())
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(Settings::key)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String key : properties.stringPropertyNames()) {
            if (!known.contains(key)) {
                throw new ParameterException(
                        command.commandLine(),
                        FILE + ": " + name + " sets \"" + key + "\", which is not known; the keys are "
                                + String.join(", ", known));
            }
        }
        return properties;
    }

    private static Stream<CommandSpec> withSubcommands(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream()
                        .flatMap(subcommand -> withSubcommands(subcommand.getCommandSpec())));
    }

    private static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }
}
