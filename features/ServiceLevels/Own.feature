@performance
Feature: What we promise of our own is tighter than what we inherited
  The inherited objectives would let a service pass that is ten times slower than ours. These are the ones we hold
  ourselves to, on two cores shared with the load itself.

  Rule: A steady stream of alerts is answered at once

    @slo:own-latency
    Scenario: 500 alerts a second, whether or not earlier ones were answered
      Given an incident service that has warmed up
      When alerts of 100 services arrive at 500 alerts/s for 10 s
      Then every alert is accepted
      And the intake meets these objectives:
        | measure     | target  | threshold |
        | P50 latency | < 5 ms  | < 20 ms   |
        | P99 latency | < 25 ms | < 50 ms   |
      And the alerts were sent on time

  Rule: A restart is over before a sender notices it

    @slo:own-start @in-process
    Scenario: The first alert after the process was started
      Nothing is compiled yet, so this is bound by the processor more than anything else here: 1.5 s on the machine the
      promise was made on, 2.3 s on a slow day of the same machine. The threshold leaves room for such days.

      When an incident service is started 5 times in a process of its own
      Then the start meets these objectives:
        | measure     | target | threshold |
        | P50 latency | < 2 s  | < 4 s     |

    @slo:recovery @new:12 @in-process
    Scenario: What it remembers does not hold up its return
      A service that comes back reads nothing in advance: an incident's writer reads what it needs when the first alert
      comes. From a journal and a database of a million alerts it comes back hardly later than they are read in a row; the
      benchmark `growth` shows that.

      Given an incident service in a process of its own, with nobody to tell and nobody to ask
      When 10 000 alerts of 100 services arrive, 20 in each notification
      And the service is killed and started again, by turns with one that has nothing to remember
      Then it takes at most 1.25 times as long to its first alert

  Rule: It fits beside what it watches over

    @slo:own-memory @in-process
    Scenario: 100 000 alerts fit into a small machine
      Given an incident service in a process of its own, with nobody to tell and nobody to ask
      When 100 000 alerts of 1000 services arrive, 100 in each notification
      Then memory use never exceeds 200 MiB

  Rule: An alert costs little, and the last one as little as the first

    @slo:allocation @in-process
    Scenario: What an alert allocates
      Counted to the byte in the service's own process, whatever the machine is doing meanwhile. The commit of a new alert
      is in it; of a redelivery nothing is written, and most of what is left belongs to the web server.

      Given an incident service in a process of its own, with nobody to tell and nobody to ask
      When 1000 alerts of 50 services arrive, each after the answer to the one before
      Then an alert allocates at most 3 KiB
      When they are redelivered 2 times
      Then a redelivered alert allocates at most 0.5 KiB

    @slo:growth @new:12 @in-process
    Scenario Outline: An alert costs the same after <alerts> others
      An incident remembers its alerts in a table, where one more costs the same whether a hundred are there or ten
      thousand. The service is compiled once and in full: compiling again what has become hot would look like an alert
      that became dearer.

      Given an incident service in a process of its own, compiled in full, with nobody to tell and nobody to ask
      When <alerts> alerts of 100 services arrive, 20 in each notification, one notification after another
      Then the processor time for an alert grows by at most 100 %
      And the memory allocated for an alert grows by at most <growth>
      And the last alerts allocate at most 2 times as much as the first

      Examples:
        | alerts | growth |
        | 10 000 | 10 %   |

      @nightly
      Examples: so many as a large installation has in a month
        | alerts    | growth |
        | 1 000 000 | 20 %   |
