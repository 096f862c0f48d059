@in-process
Feature: Causes are ranked from evidence, and doubt is said
  Whoever wakes up at night reads which service it lies with, how sure that is and what it stands on. Nothing is guessed:
  where the evidence does not tell, the analysis is inconclusive and says what would tell.

  Background:
    Given an incident service with Prometheus, Loki and Jaeger to ask
    And "checkout" calls "payments"

  Rule: The service that explains most of it comes first

    Scenario: A called service has become slow
      Given "payments" and "checkout" have been slow for 5 min
      When the alert "HighLatency" of "checkout" fires
      Then the cause of "checkout" lies with "payments", which is likely
      And the cause cites evidence of its own incident only
      And Slack is told that the cause lies with "payments"

  Rule: A change is a witness of its own

    Scenario: A deployment shortly before it began
      Given "payments" and "checkout" have been slow for 5 min
      And a deployment of "payments" 6 min ago was reported
      When the alert "HighLatency" of "checkout" fires
      Then the cause of "checkout" lies with "payments", which is confirmed
      And the deployment of "payments" is shown beside it

  Rule: Doubt is said

    Scenario: Nothing is out of the ordinary
      Given "payments" and "checkout" are as fast as always
      When the alert "HighLatency" of "checkout" fires
      Then the analysis of "checkout" is inconclusive, because "Nothing measured of checkout is out of the ordinary"

    Scenario: Nobody can be asked
      Given "payments" and "checkout" have been slow for 5 min
      And Prometheus is down
      When the alert "HighLatency" of "checkout" fires
      Then the analysis of "checkout" is inconclusive, because "No source measured the latency"
      And Slack is told that the evidence of Prometheus is missing
