// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.boot;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders. Safe from any thread. */
@RestController
class OrderController {

    private static final Logger LOG = LoggerFactory.getLogger(OrderController.class);
    private static final int MOST = 100;

    private final AtomicLong orders = new AtomicLong();

    @PostMapping("/orders")
    Map<String, Object> place(@RequestParam("sku") String sku, @RequestParam("quantity") int quantity) {
        LOG.info("Order for {} of {} received", quantity, sku);
        if (quantity > MOST) {
            throw new OutOfStock(sku, quantity);
        }
        long order = orders.incrementAndGet();
        LOG.atInfo()
                .addKeyValue("order_id", order)
                .addKeyValue("sku", sku)
                .addKeyValue("quantity", quantity)
                .log("Order placed");
        return Map.of("order", order);
    }

    @ExceptionHandler(OutOfStock.class)
    @ResponseStatus(HttpStatus.CONFLICT)
    Map<String, Object> outOfStock(OutOfStock e) {
        LOG.error("Order could not be placed", e);
        return Map.of("error", String.valueOf(e.getMessage()));
    }

    /** There is less than somebody wants. */
    static final class OutOfStock extends RuntimeException {

        private static final long serialVersionUID = 1;

        OutOfStock(String sku, int quantity) {
            super(
                    "there are no " + quantity + " of " + sku,
                    new IllegalStateException("shelf of " + sku + " is empty"));
        }
    }
}
