@in-process
Feature: A sender always knows what became of its alerts
  Alertmanager sends a notification again when it is told "not now", and never again when it is told "no". So "yes" means
  that the alerts are on the disk, "not now" says when to come back, and "no" says what to change.

  Rule: "Yes" means that the alert is on the disk

    Scenario: An accepted alert survives a kill without warning
      Given an incident service in a process of its own
      And the alert "DiskFull" of "storage" was accepted
      When the service is killed at once and started again
      Then "storage" has one incident, which is open, with 1 alert

    Scenario: A sender is told which incident its alert belongs to
      Given an incident service
      When the alert "HighLatency" of "checkout" fires
      Then it is accepted
      And the sender is told the incident of "checkout"

  Rule: "No" says what to change, and nothing is half done

    Scenario Outline: <notification> is rejected
      Given an incident service
      When <notification> arrives
      Then it is rejected, and the reason says "<reason>"
      And no incident exists

      Examples:
        | notification                         | reason |
        | a notification cut off in the middle | JSON   |
        | a notification without alerts        | alerts |
        | a notification in invalid UTF-8      | UTF-8  |
        | a notification nested 1000 deep      | depth  |
        | a notification of 17 MiB             | bytes  |

    Scenario: One alert that cannot be used does not keep out the others
      Given an incident service
      When a notification arrives with an alert of "checkout" and an alert that has no start
      Then it is accepted
      And "checkout" has one incident, which is open, with 1 alert
      And 1 alert is kept aside, and the reason says "startsAt"

  Rule: "Not now" says when to come back, and the sender may

    Scenario: More notifications at a time than the service takes
      Given an incident service that takes 1 notification at a time
      And a sender that is half way through a notification
      When the alert "HighLatency" of "checkout" fires
      Then it is refused, and the sender is told when to try again
      And it is accepted when it is sent again after the other sender has finished

    Scenario: No room on the disk
      Given an incident service whose store is full
      When the alert "HighLatency" of "checkout" fires
      Then it is refused, and the sender is told when to try again
      And the health check says that the store is full
      And everything that was accepted before can be read

  Rule: Only senders that are known are listened to

    Scenario Outline: A sender with <credential>
      Given an incident service that knows the sender "alertmanager"
      When the alert "HighLatency" of "checkout" arrives from a sender with <credential>
      Then it is <outcome>

      Examples:
        | credential           | outcome  |
        | the right credential | accepted |
        | a wrong credential   | rejected |
        | no credential        | rejected |
