/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.module;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.TenantInUseException;
import org.folio.eventbus.admin.BusHealth;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.base.settings.SettingsException;
import org.folio.eventbus.base.settings.Variable;
import org.folio.eventbus.base.time.Limit;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.health.HealthRoutes;
import org.folio.eventbus.okapi.health.MetricsRoutes;
import org.folio.eventbus.okapi.health.ModuleMetrics;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.HttpPort;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.http.ServerDate;
import org.folio.eventbus.okapi.operate.AdminGuard;
import org.folio.eventbus.okapi.operate.DiagnosisRoutes;
import org.folio.eventbus.okapi.operate.EventBusRoutes;
import org.folio.eventbus.okapi.operate.ParkedRoutes;
import org.folio.eventbus.okapi.operate.StreamRoutes;
import org.folio.eventbus.okapi.operate.TopicRoutes;
import org.folio.eventbus.okapi.tenant.TenantLifecycle;
import org.folio.eventbus.okapi.tenant.TenantRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A module as a process: reads the environment, starts bus and HTTP server, stops on a signal. */
public final class ModuleProcess implements AutoCloseable {

  private static final String HELP = "--help";
  private static final int FAILED = 1;

  // Orchestrators kill a process after 30 seconds, and Okapi's users do not wait longer.
  private static final Duration STOP_LIMIT = Duration.ofSeconds(18);
  private static final Duration LAST_LIMIT = Duration.ofSeconds(2);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final DeployableModule module;
  private final Vertx vertx;
  private final ModuleMetrics metrics = new ModuleMetrics();
  private final EventBus bus;
  private final ModuleServer server;
  private final ServedId served;

  private ModuleProcess(
      DeployableModule module, EventBusSettings settings, int port, AdminGuard guard) {
    this.module = module;
    this.served =
        new ServedId(
            module.name(),
            module.product(),
            // With Okapi, instances of two versions serve all tenants during an upgrade.
            version(module)
                .filter(known -> settings.platform() == EventBusSettings.Platform.EUREKA));
    this.vertx = metrics.measured(Vertx.builder()).build();
    EventBusBuilder builder =
        EventBus.builder(vertx, settings, module.name())
            .source(moduleId(module))
            .product(module.product())
            .metrics(metrics.registry());
    // The instance that OpenTelemetry's Java agent, or other start-up code, has set.
    if (GlobalOpenTelemetry.isSet()) {
      builder.tracing(GlobalOpenTelemetry.get());
    }
    module.describe(builder);
    this.bus = builder.build();
    List<RouteGroup> routes = new ArrayList<>();
    routes.add(guard);
    routes.add(new ServerDate(Clock.systemUTC()));
    routes.add(new HealthRoutes(this::health));
    routes.add(new MetricsRoutes(vertx, metrics::scrape));
    routes.add(new TenantRoutes(vertx, bus.pool(), bus.schema(), lifecycle(), bus.progress()));
    routes.add(new EventBusRoutes(bus, module::warnings));
    routes.add(new DiagnosisRoutes(bus));
    routes.add(new ParkedRoutes(bus));
    routes.add(new StreamRoutes(bus));
    routes.add(new TopicRoutes(bus, moduleId(module), settings.retentionDays()));
    routes.addAll(module.routes(vertx, bus));
    this.server = new ModuleServer(vertx, port, routes);
  }

  /**
   * Runs a module until the process is asked to stop. A failed start ends the process with exit
   * code 1 and a sentence on standard error.
   *
   * @param arguments of the command line; {@code --help} prints the module's configuration
   */
  public static void run(DeployableModule module, String[] arguments) {
    run(environment -> module, arguments);
  }

  /**
   * Runs a module that has variables of its own, as {@link #run(DeployableModule, String[])} does.
   *
   * @param reader creates the module from its variables; the environment records each error, and
   *     the process then ends after the module was created
   */
  public static void run(Function<Environment, DeployableModule> reader, String[] arguments) {
    boolean help = List.of(arguments).contains(HELP);
    Environment environment = new Environment(help ? Map.of() : System.getenv());
    EventBusSettings settings = EventBusSettings.from(environment);
    AdminGuard guard = AdminGuard.from(environment);
    DeployableModule module = reader.apply(environment);
    if (help) {
      System.out.print(help(module, environment));
      return;
    }
    // Before the first logger is created.
    System.setProperty("java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager");
    try {
      checkArguments(arguments);
      environment.check();
      ModuleProcess process =
          new ModuleProcess(module, settings, HttpPort.of(System::getProperty), guard);
      process.start().await(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      Runtime.getRuntime().addShutdownHook(new Thread(process::stop, "stop"));
    } catch (SettingsException e) {
      fail(module, LogCode.SETTINGS_WRONG, String.join(System.lineSeparator(), e.problems()));
    } catch (IllegalArgumentException e) {
      fail(module, LogCode.SETTINGS_WRONG, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      fail(module, LogCode.START_FAILED, reason(e));
    } catch (TimeoutException e) {
      fail(module, LogCode.START_FAILED, "It was not up within " + Limit.words(START_LIMIT));
    }
  }

  private static void checkArguments(String[] arguments) {
    if (arguments.length > 0) {
      throw new IllegalArgumentException(
          "Unknown argument %s. The only one is %s; a system property such as -Dhttp.port=8081 stands before -jar, and all else is an environment variable."
              .formatted(arguments[0], HELP));
    }
  }

  /**
   * Starts a module inside this process, for example in a test.
   *
   * @param port 0 lets the system choose
   * @return completes when it serves; fails if the port is taken
   */
  public static Future<ModuleProcess> start(
      DeployableModule module, EventBusSettings settings, int port) {
    return start(module, settings, AdminGuard.OPEN, port);
  }

  /** The same with a guard of the admin routes. */
  public static Future<ModuleProcess> start(
      DeployableModule module, EventBusSettings settings, AdminGuard guard, int port) {
    ModuleProcess process = new ModuleProcess(module, settings, port, guard);
    return process.start().map(process);
  }

  /** The port of the server. */
  public int port() {
    return server.actualPort();
  }

  /** The endpoints, see {@link ModuleServer#endpoints()}. */
  public SortedSet<String> endpoints() {
    return server.endpoints();
  }

  /**
   * Completes running work and closes the module; the next start resumes what is unfinished.
   * Blocks; must not be called on an event loop, which would wait for itself.
   */
  @Override
  public void close() {
    try {
      server.stop().eventually(bus::close).await(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      vertx.close().await(LAST_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log()
          .warn(
              "{} {} did not stop within {}; what is unfinished is done after the next start",
              LogCode.STOP_OVERDUE,
              module.name(),
              STOP_LIMIT);
    } finally {
      metrics.close();
    }
  }

  private Future<Void> start() {
    return server
        .start()
        .compose(listening -> bus.start())
        .onSuccess(
            started ->
                log().info("{} {} serves on port {}", LogCode.STARTED, moduleId(module), port()));
  }

  private void stop() {
    close();
    LogManager.shutdown();
  }

  private Future<BusHealth> health() {
    return bus.health()
        .map(
            ofBus -> {
              List<String> warnings = new ArrayList<>(ofBus.warnings());
              warnings.addAll(module.warnings(null));
              return new BusHealth(ofBus.problems(), warnings);
            });
  }

  private TenantLifecycle lifecycle() {
    return new TenantLifecycle() {
      @Override
      public Optional<String> refusal(String moduleId) {
        return served.refusal(moduleId);
      }

      @Override
      public Future<Void> enable(
          OkapiRequest request, Consumer<String> progress, Supplier<Future<Void>> last) {
        return bus.tenants()
            .enable(
                request.tenant(),
                progress,
                () -> module.prepare(request).compose(prepared -> last.get()));
      }

      @Override
      public Future<Void> disable(TenantId tenant) {
        return bus.tenants().disable(tenant);
      }

      @Override
      public Future<Void> purge(TenantId tenant) {
        return bus.tenants()
            .purge(tenant)
            .recover(
                cause ->
                    Future.failedFuture(
                        cause instanceof TenantInUseException
                            ? HttpFailure.text(400, String.valueOf(cause.getMessage()), cause)
                            : cause));
      }
    };
  }

  private static void fail(DeployableModule module, LogCode code, String sentence) {
    System.err.println(code + " " + module.name() + " cannot start. " + sentence);
    Runtime.getRuntime().exit(FAILED);
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null || Objects.equals(cause.getMessage(), failure.getMessage())
        ? String.valueOf(failure.getMessage())
        : failure.getMessage() + ": " + cause.getMessage();
  }

  private static String moduleId(DeployableModule module) {
    return version(module).map(known -> module.name() + "-" + known).orElse(module.name());
  }

  // Classes that are in no jar have none.
  private static Optional<String> version(DeployableModule module) {
    return Optional.ofNullable(module.getClass().getPackage().getImplementationVersion());
  }

  private static String help(DeployableModule module, Environment environment) {
    StringBuilder help = new StringBuilder();
    help.append("Usage: java [-Dhttp.port=8081] -jar ").append(module.name()).append(".jar%n");
    help.append(module.purpose()).append("%n%nEnvironment variables:%n");
    for (Variable variable : environment.asked()) {
      help.append(
          "  %-34s %s%s%n"
              .formatted(
                  variable.name(),
                  variable.expected(),
                  variable.defaultValue().isEmpty() ? "" : " (" + variable.defaultValue() + ")"));
    }
    return help.toString().formatted();
  }

  private static Logger log() {
    return LoggerFactory.getLogger(ModuleProcess.class);
  }
}
