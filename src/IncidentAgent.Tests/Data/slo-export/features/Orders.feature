@slo:orders
Feature: Orders are taken

  Rule: However many come at once

    @slo:orders-latency
    Scenario Outline: <orders> orders at once
      When <orders> orders arrive at once
      Then the shop meets these objectives:
        | measure     | target   | threshold |
        | P50 latency | < 100 ms | < 200 ms  |
        | P90 latency | < 500 ms | < 1 s     |
        | P99 latency | < 2.5 s  | < 2.5 s   |

      Examples:
        | orders |
        | 10     |
        | 100    |

    @window:28d
    Scenario: Nothing is lost
      When 100 orders arrive at once
      Then the shop meets these objectives:
        | measure      | target        | threshold     |
        | error rate   | = 0 %         | < 0.1 %       |
        | mean latency | < 50 ms       | < 70 ms       |
        | throughput   | > 40 orders/s | > 20 orders/s |

  @slo:orders-mail
  Scenario: A mail follows
    When an order arrives
    Then its mail is sent within 1 min
