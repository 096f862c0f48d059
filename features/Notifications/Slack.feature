@in-process
Feature: Slack shows one message for each incident, as it stands
  A channel that scrolls is a channel that nobody reads. The message is kept up to date in place; its thread says what
  happened.

  Rule: One incident is one message

    Scenario: From opened to resolved
      Given an incident service
      And the alert "HighLatency" of "checkout" was announced
      And "ana" has acknowledged the incident of "checkout"
      And everybody has been told
      When the alert "HighLatency" of "checkout" is over
      Then Slack shows one message about "checkout", and it says "resolved"
      And its thread says "acknowledged by ana" and "resolved"

    Scenario: Forty more alerts are no forty messages
      Given an incident service
      And the alert "HighLatency" of "checkout" was accepted
      When a notification arrives with 40 alerts of "checkout"
      Then Slack shows one message about "checkout", and it says "41 firing"
      And nothing is in its thread

  Rule: Nothing is lost when Slack is away, and nothing is said twice

    Scenario: Slack is down for a while
      Given an incident service
      And Slack is down
      When the alert "HighLatency" of "checkout" fires
      Then PagerDuty is paged
      And Slack shows one message about "checkout" when it is back

    Scenario: Slack takes the message and its answer is lost
      Given an incident service
      And Slack loses its next answer
      When the alert "HighLatency" of "checkout" fires
      Then Slack shows one message about "checkout"

    Scenario: Slack asks to slow down
      Given an incident service
      And Slack asks once to be left alone for 2 s
      When the alert "HighLatency" of "checkout" fires
      Then Slack is left alone for 2 s
      And Slack shows one message about "checkout"

    Scenario: Slack refuses for good
      Given an incident service that escalates to PagerDuty
      And Slack has archived the channel
      When the alert "HighLatency" of "checkout" fires
      Then PagerDuty is paged
      And the announcement to Slack is a dead letter, and the reason says "is_archived"
