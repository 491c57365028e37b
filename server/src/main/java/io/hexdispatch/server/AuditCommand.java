package io.hexdispatch.server;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** What can be done with the audit without a server. */
@Command(
        name = "audit",
        description = "Verifies the audit of who did what, and takes out its beginning.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AuditVerifyCommand.class, AuditTrimCommand.class, HelpCommand.class})
final class AuditCommand {}
