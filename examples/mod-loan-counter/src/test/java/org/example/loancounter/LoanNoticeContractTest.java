/* SPDX-License-Identifier: Apache-2.0 */
package org.example.loancounter;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.List;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.contracts.ExternalHandlerContract;
import org.folio.eventbus.contracts.Trouble;
import org.junit.jupiter.api.AfterAll;

class LoanNoticeContractTest extends ExternalHandlerContract {

  private final NoticeService service = new NoticeService();

  @AfterAll
  void stop() {
    service.close();
  }

  @Override
  protected ExternalHandler handler(Vertx running) {
    return new LoanNotice(running, service.address(), new SimpleMeterRegistry());
  }

  @Override
  protected void reset() {
    service.reset();
  }

  @Override
  protected Object effect() {
    return service.notices();
  }

  @Override
  protected void bring(Trouble trouble) {
    service.bring(trouble);
  }

  @Override
  protected List<Event> events(TenantId tenant) {
    return LentItems.of(tenant);
  }
}
