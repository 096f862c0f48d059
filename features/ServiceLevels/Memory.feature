@performance @in-process
Feature: Memory is returned when the work is done
  A service that is left alone for a year must not need to be restarted for it.

  @slo:memory @req:20
  Scenario: Repeated waves of incidents leave no memory behind
    The same services break again and again; each time their incidents are investigated, resolved and written up.

    Given an incident service in a process of its own
    When 30 waves of 30 incidents are analysed and closed
    Then the memory retained after each wave stays within 5 % of the first
    And each further incident leaves less than 1 KiB behind
