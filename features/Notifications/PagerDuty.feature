@in-process
Feature: PagerDuty wakes somebody once for each incident
  Its page follows the incident: acknowledged when somebody works on it, resolved when it is over.

  Scenario: From paged to resolved
    Given an incident service
    And the alert "HighLatency" of "checkout" was announced
    And "ana" has acknowledged the incident of "checkout"
    And everybody has been told
    When the alert "HighLatency" of "checkout" is over
    Then PagerDuty was paged once
    And the page was acknowledged and then resolved

  Scenario: PagerDuty takes the page and its answer is lost
    Given an incident service
    And PagerDuty loses its next answer
    When the alert "HighLatency" of "checkout" fires
    Then PagerDuty is told again, under the same key
    And PagerDuty was paged once

  Scenario: PagerDuty is down for a while
    Given an incident service
    And PagerDuty is down
    When the alert "HighLatency" of "checkout" fires
    Then PagerDuty was paged once when it is back

  Scenario: Nobody acknowledges in time
    Given an incident service that tells Slack first, and PagerDuty when nobody has acknowledged within 1 s
    When the alert "HighLatency" of "checkout" fires
    Then PagerDuty is paged, because nobody has acknowledged it

  Scenario: Somebody acknowledges in time
    Given an incident service that tells Slack first, and PagerDuty when nobody has acknowledged within 2 s
    And the alert "HighLatency" of "checkout" was accepted
    When "ana" acknowledges the incident of "checkout"
    Then PagerDuty is not paged within 3 s

  Scenario: A rule that is only for the worst
    Given an incident service that pages for critical incidents only
    When the alert "SlowDisk" of "storage" fires as a warning
    And the alert "DiskFull" of "database" fires
    Then PagerDuty was paged once, for "database"
