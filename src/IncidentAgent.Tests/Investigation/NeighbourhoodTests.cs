using IncidentAgent.Investigation;

namespace IncidentAgent.Tests.Investigation;

public sealed class NeighbourhoodTests
{
    private static readonly IReadOnlyList<Call> Calls =
        [new("shop", "orders"), new("shop", "cart"), new("cart", "db"), new("orders", "db"), new("db", "disk"), new("db", "shop"), new("other", "shop")];

    [Theory]
    [InlineData(0, 30, "shop")]
    [InlineData(1, 30, "shop cart orders")]
    [InlineData(2, 30, "shop cart orders db")]
    [InlineData(20, 30, "shop cart orders db disk")]
    [InlineData(20, 2, "shop cart")]
    [InlineData(20, 1, "shop")]
    public void Those_that_are_called_come_nearest_first_and_no_more_than_wanted(int hops, int most, string expected) =>
        Neighbourhood.Of(["shop"], Calls, hops, most).Should().Equal(expected.Split(' '));

    [Fact]
    public void An_incidents_own_services_are_all_in_it() =>
        Neighbourhood.Of(["b", "a", "b", "c"], [new Call("a", "d")], hops: 5, most: 2).Should().Equal("b", "a", "c");
}
