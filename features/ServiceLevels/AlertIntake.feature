@performance
Feature: Alerts are taken in quickly, however many arrive at once
  The on-call engineer is paged no sooner than the intake accepts the alert, and an accepted alert is on the disk.
  A target is what we aim for; a threshold is what we never ship beyond.

  Background:
    Given an incident service that has warmed up

  Rule: A burst is accepted whole and within its objectives

    @slo:intake-burst @req:1
    Scenario: A burst of 100 alerts is accepted
      When 100 alerts arrive at once
      Then every alert is accepted
      And the intake meets these objectives:
        | measure      | target   | threshold |
        | mean latency | < 1 s    | < 1.5 s   |
        | P50 latency  | < 300 ms | < 500 ms  |

    @slo:intake-throughput @req:2
    Scenario: A burst does not throttle the intake
      When 100 alerts arrive at once
      Then the intake meets these objectives:
        | measure    | target        | threshold     |
        | throughput | > 40 alerts/s | > 20 alerts/s |

    @slo:intake-parallel @req:3 @in-process
    Scenario: Alerts are handled side by side, not one behind another
      An alert is handled when its incident has been investigated.

      Given evidence that takes 100 ms to gather
      And the time the service takes to handle 20 alerts one after another
      When 20 alerts arrive at once
      Then they are handled at least 2 times sooner

    @slo:intake-errors @req:4
    Scenario: A burst causes no errors
      When 50 alerts arrive at once
      Then the intake meets these objectives:
        | measure    | target | threshold |
        | error rate | = 0 %  | < 1 %     |

    @slo:intake-payload @req:5
    Scenario Outline: A notification that groups <alerts> alerts is no slower to accept
      When a notification that groups <alerts> alerts arrives
      Then it is accepted within 2 s

      Examples:
        | alerts |
        | 1      |
        | 5      |
        | 10     |
        | 20     |

  Rule: Latency keeps its distribution as concurrency grows

    @slo:intake-latency @req:6
    Scenario Outline: <alerts> alerts in flight
      When <alerts> alerts arrive at once
      Then the intake meets these objectives:
        | measure     | target   | threshold |
        | P50 latency | < 300 ms | < 500 ms  |
        | P95 latency | < 700 ms | < 1000 ms |
        | P99 latency | < 1 s    | < 2 s     |

      Examples:
        | alerts |
        | 10     |
        | 50     |
        | 100    |

    @slo:intake-stress @req:7
    Scenario: A stress burst of 200 alerts bends the intake without breaking it
      When 200 alerts arrive at once
      Then the intake meets these objectives:
        | measure      | target  | threshold |
        | success rate | = 100 % | >= 95 %   |
        | P95 latency  | < 3 s   | < 5 s     |

    @slo:intake-scaling @req:8
    Scenario Outline: <alerts> alerts at once buy throughput, not unbounded waiting
      Given the throughput with half as many alerts at once
      When <alerts> alerts arrive at once
      Then the mean latency stays below 2 s
      And the throughput is at least 0.8 times that with half as many

      Examples:
        | alerts |
        | 10     |
        | 25     |
        | 50     |
        | 100    |

  Rule: Latency does not drift while load continues

    @slo:intake-sustained @req:9
    Scenario: Sustained load does not slow the service down
      When 5 waves of 20 alerts arrive 500 ms apart
      Then the last wave is at most 50 % slower on average than the first

    @slo:intake-waves @req:10
    Scenario: Waves of equal size see equal latency
      When 5 waves of 20 alerts arrive 300 ms apart
      Then the P50 latency of the last wave is at most 30 % above that of the first
