using System.Text.RegularExpressions;

namespace IncidentAgent.Investigation.RootCause;

/// <summary>What a service's name tells of it.</summary>
internal static partial class ServiceNames
{
    private static readonly HashSet<string> Databases = new(StringComparer.OrdinalIgnoreCase)
    {
        "aurora", "cassandra", "clickhouse", "cockroach", "database", "elasticsearch", "memcached", "mongo", "mssql", "mysql", "opensearch", "oracle", "pgsql",
        "postgres", "postgresql", "rds", "redis", "spanner", "sql", "sqlserver",
    };

    private static readonly HashSet<string> PublicDomains = new(StringComparer.OrdinalIgnoreCase)
    {
        "ai", "app", "cloud", "co", "com", "dev", "eu", "io", "net", "org",
    };

    /// <summary>One of its words is a database's name or ends in <c>db</c>: <c>payments-db</c>, <c>PGSQL Query</c>, <c>ordersdb</c>.</summary>
    public static bool IsDatabase(string service) => Words().Matches(service)
        .Any(word => Databases.Contains(word.Value) || word.Value.EndsWith("db", StringComparison.OrdinalIgnoreCase));

    /// <summary>It is a host name under a public domain: <c>api.stripe.com</c>.</summary>
    public static bool IsPublicHost(string service) =>
        service.Split('.') is [{ Length: > 0 }, .., var last] && PublicDomains.Contains(last) && Uri.CheckHostName(service) == UriHostNameType.Dns;

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Words();
}
