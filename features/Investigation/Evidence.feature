@in-process
Feature: Evidence is gathered while people wake up, and what is missing is said
  Whoever opens the page at night reads what the sources said at the time. A source that did not answer is not silence: it
  is named, with the reason.

  Background:
    Given an incident service with Prometheus, Loki and Jaeger to ask

  Scenario: All three sources answer
    Given Prometheus, Loki and Jaeger know "checkout"
    When the alert "HighLatency" of "checkout" fires
    Then the incident of "checkout" has evidence from Prometheus, Loki and Jaeger
    And each piece says what was asked, for which time, and what was found

  @new:9
  Scenario Outline: <source> is down
    Given Prometheus, Loki and Jaeger know "checkout"
    And <source> is down
    When the alert "HighLatency" of "checkout" fires
    Then PagerDuty is paged
    And Slack is told that the evidence of <source> is missing
    And the incident of "checkout" has evidence from the other two

    Examples:
      | source     |
      | Prometheus |
      | Loki       |
      | Jaeger     |

  Scenario: A source that never answers holds up nobody
    Given an incident service that gives each source 500 ms
    And Prometheus, Loki and Jaeger know "checkout"
    And Loki hangs
    When the alert "HighLatency" of "checkout" fires
    Then PagerDuty is paged
    And Slack is told that the evidence of Loki is missing

  Scenario: Somebody asks for evidence again
    Given Prometheus is down
    And the alert "HighLatency" of "checkout" was investigated
    When Prometheus is back and somebody asks for evidence on "checkout" again
    Then the incident of "checkout" has evidence from Prometheus
