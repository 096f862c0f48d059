using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Tests.Investigation.RootCause;

public sealed class CategoryRulesTests
{
    [Theory]
    [InlineData("deployment", CauseCategory.DeploymentRegression)]
    [InlineData("Release", CauseCategory.DeploymentRegression)]
    [InlineData("feature flag", CauseCategory.Configuration)]
    [InlineData("configuration", CauseCategory.Configuration)]
    [InlineData("node restart", CauseCategory.Infrastructure)]
    [InlineData("scaling", CauseCategory.Infrastructure)]
    public void A_change_of_the_service_says_its_kind(string change, CauseCategory category) => CategoryRules.Of(Known() with
    {
        Changes = [new NearbyChange(new ChangeEvent(World.Start, change, "orders", "", null), "github-1")],
    }).Should().Be(category);

    [Theory]
    [InlineData("java.lang.OutOfMemoryError: Java heap space", CauseCategory.ResourceExhaustion)]
    [InlineData("dial tcp <*>: connection refused", CauseCategory.Network)]
    [InlineData("Deadlock found when trying to get lock", CauseCategory.Database)]
    [InlineData("pod was evicted", CauseCategory.Infrastructure)]
    public void New_words_in_its_log_say_its_kind(string template, CauseCategory category) =>
        CategoryRules.Of(Known() with { NewPatterns = [(template, "loki-1")] }).Should().Be(category);

    [Theory]
    [InlineData("payments-db", CauseCategory.Database)]
    [InlineData("PGSQL Query_remote", CauseCategory.Database)]
    [InlineData("ordersdb", CauseCategory.Database)]
    [InlineData("api.stripe.com", CauseCategory.ThirdParty)]
    [InlineData("orders.shop.svc.cluster.local", CauseCategory.Dependency)]
    [InlineData("feedback", CauseCategory.Dependency)]
    public void A_name_says_its_kind_where_nothing_else_does(string service, CauseCategory category) =>
        CategoryRules.Of(new Circumstances { Service = service, CallsNobody = true }).Should().Be(category);

    [Fact]
    public void A_resource_that_ran_full_comes_before_the_name() =>
        CategoryRules.Of(new Circumstances { Service = "payments-db", Full = [("connections", "prometheus-4")] }).Should().Be(CauseCategory.ResourceExhaustion);

    [Fact]
    public void The_alerting_service_itself_is_no_dependency_and_without_more_its_kind_is_unknown() =>
        CategoryRules.Of(Known() with { IsAlerting = true }).Should().Be(CauseCategory.Unknown);

    private static Circumstances Known() => new() { Service = "orders" };
}
