/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.Surroundings;
import org.folio.eventbus.console.module.Connection;
import org.folio.eventbus.console.module.SandboxFile;
import org.folio.eventbus.console.output.PrintedCommands;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The modules to ask, and the user. */
final class ConnectionOptions {

  // A search takes up to a second in each module; somewhat longer while brokers are down.
  private static final int DEFAULT_TIMEOUT = 15;

  // Characters that no shell changes.
  private static final Pattern PLAIN = Pattern.compile("[\\w./:=,@-]+");

  @Option(
      names = {"--okapi", "--gateway"},
      paramLabel = "URL",
      description =
          "URL of Okapi or of Eureka's gateway, which lists the modules of the tenant that have an event bus; OKAPI_URL. Default: --modules")
  private @Nullable String okapi;

  @Option(
      names = "--modules",
      paramLabel = "[NAME=]URL",
      split = ",",
      description =
          "Modules to ask directly, separated by commas; BUS_MODULES. Default: those of a running sandbox. Modules with EVENT_ADMIN_TOKEN get the one in BUS_ADMIN_TOKEN, directly and through Okapi")
  private List<String> modules = List.of();

  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "The tenant to ask about; OKAPI_TENANT. Default: that of the sandbox")
  private @Nullable String tenant;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with the token for Okapi; else the token in OKAPI_TOKEN. The token is never shown")
  private @Nullable Path tokenFile;

  @Option(
      names = "--operator",
      paramLabel = "USER",
      description =
          "Id of the user who acts, for the operation logs of modules that are asked directly; BUS_OPERATOR")
  private @Nullable String operator;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for an answer. Default: ${DEFAULT-VALUE}",
      defaultValue = "" + DEFAULT_TIMEOUT)
  private int timeout;

  Connection connection(Surroundings around) {
    Map<String, String> environment = around.environment();
    if (okapi != null && !modules.isEmpty()) {
      throw ConsoleException.usage("Give --okapi or --modules, not both");
    }
    Optional<String> address =
        okapi != null
            ? Optional.of(okapi)
            : modules.isEmpty() ? given(environment, "OKAPI_URL") : Optional.empty();
    Map<String, URI> direct = new LinkedHashMap<>();
    Optional<SandboxFile> sandbox = Optional.empty();
    if (address.isEmpty()) {
      List<String> named =
          modules.isEmpty()
              ? given(environment, "BUS_MODULES")
                  .map(text -> List.of(text.split(",")))
                  .orElse(List.of())
              : modules;
      named.forEach(one -> put(direct, one.strip()));
      if (direct.isEmpty()) {
        sandbox = Optional.of(sandbox(around));
        direct.putAll(sandbox.get().modules());
      }
    }
    if (timeout < 1) {
      throw ConsoleException.usage("--timeout must be at least 1, not " + timeout);
    }
    return new Connection(
        address.map(text -> uri("--okapi", text)),
        Optional.ofNullable(tenant)
            .or(() -> given(environment, "OKAPI_TENANT"))
            .orElseGet(tenantOf(sandbox)),
        token(environment),
        direct,
        Optional.ofNullable(operator).or(() -> given(environment, "BUS_OPERATOR")),
        given(environment, "BUS_ADMIN_TOKEN"),
        sandbox.flatMap(SandboxFile::okapi),
        Duration.ofSeconds(timeout));
  }

  /**
   * Prints commands that ask the same modules as the same user; settings from the environment still
   * apply.
   */
  PrintedCommands commands() {
    List<String> options = new ArrayList<>();
    add(options, "--okapi", okapi);
    add(options, "--modules", modules.isEmpty() ? null : String.join(",", modules));
    add(options, "--tenant", tenant);
    add(options, "--token-file", tokenFile == null ? null : tokenFile.toString());
    add(options, "--operator", operator);
    return new PrintedCommands(String.join(" ", options));
  }

  private static void add(List<String> options, String option, @Nullable String value) {
    if (value != null) {
      options.add(option + " " + (PLAIN.matcher(value).matches() ? value : Text.quoted(value)));
    }
  }

  private static Supplier<String> tenantOf(Optional<SandboxFile> sandbox) {
    return () ->
        sandbox
            .map(SandboxFile::tenant)
            .orElseThrow(
                () -> ConsoleException.usage("Name the tenant with --tenant or OKAPI_TENANT"));
  }

  private static SandboxFile sandbox(Surroundings around) {
    return around
        .sandbox()
        .flatMap(SandboxFile::read)
        .orElseThrow(
            () ->
                ConsoleException.usage(
                    "Which modules? Give --okapi URL, or --modules URL,URL, or start a sandbox with ./bus up"));
  }

  private static void put(Map<String, URI> modules, String text) {
    int end = text.indexOf('=');
    // An address may contain an equals sign, too.
    boolean named = end > 0 && !text.substring(0, end).contains(":");
    String url = named ? text.substring(end + 1) : text;
    URI address = uri("--modules", url);
    modules.put(named ? text.substring(0, end) : address.toString(), address);
  }

  private static URI uri(String option, String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Reported below.
    }
    throw ConsoleException.usage(
        "%s must be an address such as http://localhost:9130, not \"%s\"".formatted(option, text));
  }

  private Optional<String> token(Map<String, String> environment) {
    if (tokenFile == null) {
      return given(environment, "OKAPI_TOKEN");
    }
    try {
      String token = Files.readString(tokenFile).strip();
      if (token.isEmpty()) {
        throw ConsoleException.usage("The token file %s is empty".formatted(tokenFile));
      }
      return Optional.of(token);
    } catch (IOException e) {
      throw ConsoleException.usage(
          "The token file %s cannot be read: %s".formatted(tokenFile, e.getMessage()));
    }
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
