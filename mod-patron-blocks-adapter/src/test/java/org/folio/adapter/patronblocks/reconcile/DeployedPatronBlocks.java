/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import com.github.tomakehurst.wiremock.http.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.folio.adapter.patronblocks.fact.HandlerPaths;

/**
 * A stand-in for mod-patron-blocks with the parts that a reconciler uses. It is a second
 * implementation of the effects of events (contract: circulation 2.5).
 */
final class DeployedPatronBlocks {

  private static final String SUMMARY = "/user-summary/";
  private static final String HANDLERS = HandlerPaths.of("");

  private final Map<String, Map<String, JsonObject>> loans = new ConcurrentHashMap<>();
  private final Map<String, Map<String, JsonObject>> feesFines = new ConcurrentHashMap<>();
  private final List<String> events = new ArrayList<>();
  private volatile boolean forgetful;

  static boolean has(String path) {
    return path.startsWith(SUMMARY) || path.startsWith(HANDLERS);
  }

  /** From now on it answers 204 to events and ignores them. */
  void forget() {
    forgetful = true;
  }

  /** The received events, as types in upper case. */
  synchronized List<String> events() {
    return List.copyOf(events);
  }

  JsonObject loan(UUID user, UUID loan, String dueDate) {
    JsonObject entry =
        new JsonObject()
            .put("loanId", loan.toString())
            .put("dueDate", dueDate)
            .put("recall", false)
            .put("itemLost", false)
            .put("itemClaimedReturned", false);
    of(loans, user.toString()).put(loan.toString(), entry);
    return entry;
  }

  JsonObject feeFine(UUID user, UUID feeFine, double balance) {
    JsonObject entry =
        new JsonObject().put("feeFineId", feeFine.toString()).put("balance", balance);
    of(feesFines, user.toString()).put(feeFine.toString(), entry);
    return entry;
  }

  private static Map<String, JsonObject> of(Map<String, Map<String, JsonObject>> all, String user) {
    return all.computeIfAbsent(user, none -> new LinkedHashMap<>());
  }

  synchronized Response answer(Response response, String path, String body) {
    if (path.startsWith(SUMMARY)) {
      return summary(response, path.substring(SUMMARY.length()));
    }
    String type = path.substring(HANDLERS.length()).toUpperCase(Locale.ROOT).replace('-', '_');
    events.add(type);
    if (!forgetful) {
      apply(type, new JsonObject(body));
    }
    return Response.Builder.like(response).but().status(204).build();
  }

  private Response summary(Response response, String user) {
    if (of(loans, user).isEmpty() && of(feesFines, user).isEmpty()) {
      return Response.Builder.like(response)
          .but()
          .status(404)
          .body("User summary for user ID " + user + " not found")
          .build();
    }
    return Response.Builder.like(response)
        .but()
        .status(200)
        .body(
            new JsonObject()
                .put("userId", user)
                .put("openLoans", new JsonArray(List.copyOf(of(loans, user).values())))
                .put("openFeesFines", new JsonArray(List.copyOf(of(feesFines, user).values())))
                .encode())
        .build();
  }

  private void apply(String type, JsonObject event) {
    String user = event.getString("userId");
    Map<String, JsonObject> ofUser = of(loans, user);
    String loan = event.getString("loanId");
    JsonObject known = ofUser.get(String.valueOf(loan));
    switch (type) {
      case "ITEM_CHECKED_OUT" -> {
        if (known == null) {
          loan(UUID.fromString(user), UUID.fromString(loan), event.getString("dueDate"));
        }
      }
      case "LOAN_CLOSED", "ITEM_CHECKED_IN" -> ofUser.remove(loan);
      case "FEE_FINE_BALANCE_CHANGED" -> {
        String id = event.getString("feeFineId");
        of(feesFines, user).remove(id);
        if (event.getDouble("balance") != 0) {
          feeFine(UUID.fromString(user), UUID.fromString(id), event.getDouble("balance"));
        }
      }
      default -> {
        if (known != null) {
          change(type, known, event);
        }
      }
    }
  }

  private static void change(String type, JsonObject known, JsonObject event) {
    switch (type) {
      case "ITEM_DECLARED_LOST", "ITEM_AGED_TO_LOST" ->
          known.put("itemLost", true).put("itemClaimedReturned", false);
      case "ITEM_CLAIMED_RETURNED" -> known.put("itemClaimedReturned", true).put("itemLost", false);
      case "LOAN_DUE_DATE_CHANGED" -> {
        boolean recall = event.getBoolean("dueDateChangedByRecall");
        known.put("dueDate", event.getString("dueDate")).put("recall", recall);
        if (!recall) {
          known.put("itemLost", false);
        }
      }
      default -> throw new IllegalArgumentException(type);
    }
  }
}
