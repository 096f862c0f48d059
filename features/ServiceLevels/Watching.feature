@performance
Feature: Watching the service is cheap
  A load balancer asks for the health every second, Prometheus scrapes every 15 s. Neither may cost what an alert costs,
  and both answer while alerts are handled.

  Background:
    Given an incident service that has warmed up

  @slo:health @req:11
  Scenario: The health check answers at once
    When the health check is asked 50 times
    Then the health check meets these objectives:
      | measure     | target   | threshold |
      | P50 latency | < 100 ms | < 200 ms  |

  @slo:intake-cost @req:12
  Scenario: Accepting an alert costs a bounded multiple of a health check
    Given the latency of 50 health checks
    When 50 alerts arrive one after another
    Then the P50 latency stays below 1 s
    And the P50 latency is at most 20 times that of a health check

  @slo:metrics @req:13
  Scenario: Scraping metrics stays cheap
    When the metrics are scraped 30 times
    Then the P50 latency stays below 200 ms
