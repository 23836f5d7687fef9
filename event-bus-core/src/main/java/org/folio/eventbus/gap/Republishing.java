/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.context.BusContext;
import org.folio.eventbus.metrics.RelayMeter;

/**
 * Sends beacons to the subscribers of a module, answers their requests, and sends the module's own
 * requests.
 */
public final class Republishing {

  private final ControlProducer control;
  private final Republisher republisher;
  private final RequestLoop requests;
  private final BeaconSender beacons;

  /**
   * Connects to nothing before {@link #tenants} or the first request.
   *
   * @param source the module's id, as consumers see it
   * @param streams the streams that the module publishes
   */
  public Republishing(
      Vertx vertx,
      Timeline timeline,
      BusContext bus,
      String source,
      Set<String> streams,
      RelayMeter meter) {
    control = new ControlProducer(vertx, bus.settings().kafka());
    republisher = new Republisher(bus, source, streams, control, meter);
    requests =
        new RequestLoop(
            bus.settings().kafka(),
            bus.topics(),
            bus.settings().environment(),
            bus.module().module(),
            republisher,
            bus.watch());
    beacons =
        new BeaconSender(
            timeline, bus.watch(), bus.database().sweeps(), bus.module(), bus.topics(), control);
  }

  /** Sends events again. */
  public Republisher republisher() {
    return republisher;
  }

  /** Sends requests. */
  public ControlProducer control() {
    return control;
  }

  /**
   * Changes the tenants for whose events beacons are sent. Answers requests from the first tenant
   * on: enabling it has created the topic of requests. Call on the timeline's context.
   */
  public void tenants(Set<TenantId> enabled) {
    beacons.tenants(enabled);
    if (!enabled.isEmpty()) {
      requests.start();
    }
  }

  /** Ends after the request in work. */
  public Future<Void> close() {
    beacons.close();
    return requests.close().eventually(control::close);
  }
}
