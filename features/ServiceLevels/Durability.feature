@performance @in-process
Feature: An accepted alert is never lost and never doubled
  Processes are killed, machines are replaced, storms come. Whoever was told yes can forget the alert.

  Rule: Whatever ends the process, what it has accepted is there when it is back

    @slo:durability @new:1
    Scenario: A kill -9 in the middle of a storm
      Senders do as Alertmanager does: they send an alert again until it is accepted.

      Given an incident service in a process of its own
      And 1000 alerts of 100 services are arriving at 200 alerts/s
      When the service is killed without warning and started again
      Then every alert becomes part of exactly one incident, once
      And each incident has one page and one message

    @slo:graceful-stop @new:3
    Scenario: A restart that is announced
      Senders send each alert once.

      Given an incident service in a process of its own
      And 1000 alerts of 100 services are arriving once at 200 alerts/s
      When the service is asked to stop
      Then it stops within 30 s
      And every alert that was accepted is there when it is started again
      And every other alert was refused with a hint when to try again, or found nobody there

  Rule: A storm is one page

    @nightly @slo:time-to-page @new:4
    Scenario: A storm of 10 000 alerts with one common cause
      Given an incident service that has warmed up
      When 10 000 alerts with one common cause arrive within 60 s
      Then the first page goes out within 60 s
      And at most 3 pages go out
      And every alert is part of the same incident
