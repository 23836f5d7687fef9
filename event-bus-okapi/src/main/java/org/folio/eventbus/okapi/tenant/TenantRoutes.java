/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.tenant;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /_/tenant} of interface {@code _tenant} 2.0 (contract 4.6). Work is answered with 204 when
 * it has ended. For longer enabling Okapi gets 201 and a job, which every instance can report.
 *
 * <p>Eureka's mgr-tenant-entitlements never polls a job and takes 201 for the end of the work. It,
 * and every other caller that is not Okapi, gets 503 when the work outlasts its patience. The work
 * continues, but enables nothing: the caller may give up. A repeated call waits for it. Okapi alone
 * sends {@code X-Okapi-Url-to}: both Okapi and Eureka's sidecar send {@code X-Okapi-Url}.
 */
public final class TenantRoutes implements RouteGroup {

  /**
   * Enabling an ordinary tenant takes a second or two, and a caller without support for jobs finds
   * it done; far below the timeout of proxies.
   */
  public static final Duration JOB_AFTER = Duration.ofSeconds(10);

  /** mgr-tenant-entitlements gives up after 30 seconds, and repeats only calls with an answer. */
  public static final Duration ANSWER_WITHIN = Duration.ofSeconds(25);

  private static final Logger LOG = LoggerFactory.getLogger(TenantRoutes.class);

  private static final String PATH = "/_/tenant";
  private static final String MODULE_TO = "module_to";
  private static final String MODULE_FROM = "module_from";
  private static final String PURGE = "purge";
  // A name and a semantic version, or the name alone.
  private static final Pattern MODULE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,254}");

  private static final String PARAMETERS = "parameters";

  private static final Duration REPEAT_AFTER = Duration.ofSeconds(1);

  // A longer wait would exceed the timeouts of proxies.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final TenantLifecycle lifecycle;
  private final TenantDatabase database;
  private final TenantJobs jobs;
  private final Duration jobAfter;
  private final Duration answerWithin;
  private final TenantTurns turns = new TenantTurns();

  /**
   * Routes that call the given lifecycle.
   *
   * @param pool stores jobs in the tenants' schemas
   * @param watch detects jobs that make no progress
   */
  public TenantRoutes(
      Vertx vertx, Pool pool, ModuleSchema schema, TenantLifecycle lifecycle, ProgressWatch watch) {
    this(vertx, pool, schema, lifecycle, watch, JOB_AFTER, ANSWER_WITHIN);
  }

  TenantRoutes(
      Vertx vertx,
      Pool pool,
      ModuleSchema schema,
      TenantLifecycle lifecycle,
      ProgressWatch watch,
      Duration jobAfter,
      Duration answerWithin) {
    this.vertx = vertx;
    this.lifecycle = lifecycle;
    this.database = new TenantDatabase(pool, schema);
    this.jobs = new TenantJobs(vertx, pool, schema, watch);
    this.jobAfter = jobAfter;
    this.answerWithin = answerWithin;
  }

  @Override
  public void mount(Router router) {
    router.post(PATH).handler(Endpoint.handler(this::post));
    router.get(PATH + "/:id").handler(Endpoint.handler(this::get));
    router.delete(PATH + "/:id").handler(Endpoint.handler(this::delete));
  }

  private Future<Answer> post(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    TenantId tenant = request.tenant();
    JsonObject body = JsonBody.read(ctx, JsonBody.BAD_REQUEST);
    Change change = change(body);
    if (change == Change.ENABLE) {
      lifecycle
          .refusal(body.getString(MODULE_TO))
          .ifPresent(
              why -> {
                throw HttpFailure.text(400, why);
              });
    }
    CopyOnWriteArrayList<String> messages = new CopyOnWriteArrayList<>();
    WaitingCaller caller = new WaitingCaller();
    Future<Void> work = turns.run(tenant, () -> apply(change, request, messages, caller));
    Function<Throwable, String> explained = failure -> sentence(change, tenant, failure);
    Future<Answer> done =
        work.map(ended -> Answer.noContent())
            .recover(
                failure ->
                    Future.failedFuture(
                        failure instanceof HttpFailure
                            ? failure
                            : HttpFailure.text(500, explained.apply(failure), failure)));
    if (!ctx.request().headers().contains(OkapiHeaders.URL_TO)) {
      return unless(
          done,
          answerWithin,
          () -> caller.leaves() ? Future.failedFuture(unfinished(change, tenant)) : done);
    }
    return change == Change.ENABLE
        ? unless(done, jobAfter, () -> job(tenant, body, work, messages, explained))
        : done;
  }

  /**
   * The end of the work, or another answer if it takes longer. If that fails with anything but an
   * answer, the response waits for the work.
   */
  private Future<Answer> unless(
      Future<Answer> done, Duration longer, Supplier<Future<Answer>> another) {
    Promise<Answer> answer = Promise.promise();
    long timer =
        vertx.setTimer(
            longer.toMillis(),
            late ->
                another
                    .get()
                    .onSuccess(answer::tryComplete)
                    .onFailure(
                        cause -> {
                          if (cause instanceof HttpFailure) {
                            answer.tryFail(cause);
                          }
                        }));
    done.onComplete(
        ended -> {
          vertx.cancelTimer(timer);
          if (ended.succeeded()) {
            answer.tryComplete(ended.result());
          } else {
            answer.tryFail(ended.cause());
          }
        });
    return answer.future();
  }

  private HttpFailure unfinished(Change change, TenantId tenant) {
    return HttpFailure.later(
        503,
        REPEAT_AFTER,
        "Tenant %s is not yet %s after %s s. The work continues; repeat the call to wait for it"
            .formatted(tenant, change.done, answerWithin.toSeconds()));
  }

  private static Future<Void> unlessLeft(WaitingCaller caller, TenantId tenant) {
    if (caller.stays()) {
      return Future.succeededFuture();
    }
    LOG.info(
        "{} Tenant {} is prepared but not enabled, because the caller does not wait any longer. A"
            + " repeated call enables it at once.",
        LogCode.TENANT_PREPARED,
        tenant);
    return Future.failedFuture(new IllegalStateException("The caller does not wait any longer"));
  }

  private Future<Answer> job(
      TenantId tenant,
      JsonObject attributes,
      Future<Void> work,
      CopyOnWriteArrayList<String> messages,
      Function<Throwable, String> explained) {
    return jobs.follow(tenant, attributes, work, messages, explained)
        .map(begun -> Answer.created(begun.json(), PATH + "/" + begun.id()));
  }

  private Future<Answer> get(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    UUID id = id(ctx);
    Duration wait = wait(ctx);
    return database
        .explaining(tenant, jobs.find(tenant, id, wait))
        .map(found -> Answer.json(200, found.orElseThrow(() -> unknown(id)).json()));
  }

  private Future<Answer> delete(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    UUID id = id(ctx);
    return database
        .explaining(tenant, jobs.remove(tenant, id))
        .map(
            removed -> {
              if (!removed) {
                throw unknown(id);
              }
              return Answer.noContent();
            });
  }

  private Future<Void> apply(
      Change change, OkapiRequest request, List<String> messages, WaitingCaller caller) {
    return switch (change) {
      case ENABLE ->
          lifecycle.enable(request, messages::add, () -> unlessLeft(caller, request.tenant()));
      case DISABLE -> lifecycle.disable(request.tenant());
      case PURGE -> lifecycle.purge(request.tenant());
    };
  }

  private static UUID id(RoutingContext ctx) {
    String text = ctx.pathParam("id");
    return StrictUuid.parse(text)
        .orElseThrow(() -> HttpFailure.text(400, "Invalid job id: \"" + text + "\""));
  }

  private static Duration wait(RoutingContext ctx) {
    String text = ctx.request().getParam("wait", "0");
    try {
      long millis = Long.parseLong(text);
      if (millis >= 0) {
        return Duration.ofMillis(Math.min(millis, LONGEST_WAIT.toMillis()));
      }
    } catch (NumberFormatException e) {
      // Reported below, together with negative numbers.
    }
    throw HttpFailure.text(400, "wait must be a number of milliseconds, but is \"" + text + "\"");
  }

  private static HttpFailure unknown(UUID id) {
    return HttpFailure.text(404, "There is no job " + id);
  }

  private static Change change(JsonObject body) {
    boolean to = isGiven(body, MODULE_TO);
    boolean from = isGiven(body, MODULE_FROM);
    boolean purge = isPurge(body);
    checkParameters(body);
    if (to && purge) {
      // Okapi sends two calls for this; a guess could delete data that should stay.
      throw HttpFailure.text(400, "Send purge without module_to first, then module_to alone");
    }
    if (!to && !from && !purge) {
      throw HttpFailure.text(400, "One of module_to, module_from and purge must be given");
    }
    if (to) {
      return Change.ENABLE;
    }
    return purge ? Change.PURGE : Change.DISABLE;
  }

  private static boolean isGiven(JsonObject body, String name) {
    Object value = body.getValue(name);
    if (value != null && !(value instanceof String text && MODULE_ID.matcher(text).matches())) {
      throw HttpFailure.text(
          400,
          name
              + " must be the id of a module: letters, digits and . _ - +, 255 characters at most");
    }
    return value != null;
  }

  private static boolean isPurge(JsonObject body) {
    Object value = body.getValue(PURGE);
    if (value != null && !(value instanceof Boolean)) {
      throw HttpFailure.text(400, "purge must be true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  // None has an effect: these modules have no reference data beyond their changelogs.
  private static void checkParameters(JsonObject body) {
    Object value = body.getValue(PARAMETERS);
    if (value == null) {
      return;
    }
    if (!(value instanceof Iterable<?> parameters)) {
      throw HttpFailure.text(400, PARAMETERS + " must be an array");
    }
    for (Object parameter : parameters) {
      if (!(parameter instanceof JsonObject member)
          || !(member.getValue("key") instanceof String)) {
        throw HttpFailure.text(400, "Each of " + PARAMETERS + " must be an object with a key");
      }
    }
  }

  private static String sentence(Change change, TenantId tenant, Throwable failure) {
    if (failure instanceof HttpFailure said) {
      return String.valueOf(said.getMessage());
    }
    return "Tenant "
        + tenant
        + " could not be "
        + change.done
        + "; the reason is in the module's log. The call can be repeated";
  }

  private enum Change {
    ENABLE("enabled"),
    DISABLE("disabled"),
    PURGE("purged");

    private final String done;

    Change(String done) {
      this.done = done;
    }
  }
}
