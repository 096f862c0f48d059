using System.Net;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Access;

internal static class AccessSetup
{
    public static void AddAccess(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        builder.Services.AddSingleton<Credentials>();
    }

    /// <exception cref="StartRefusedException">
    /// What is no address to listen on; or one that other machines reach, and no credential to tell callers apart.
    /// </exception>
    public static void RefuseOpenDoors(IConfiguration configuration, AccessOptions access)
    {
        var open = Addresses(configuration).ToList().FindAll(IsOpen);
        if (access.Credentials.Count == 0 && open is [var one, ..])
        {
            throw new StartRefusedException(
                $"--urls: '{one}' can be reached from other machines, and nobody has to say who they are. "
                + "Set Access:Credentials:<name>:Token, or listen on http://127.0.0.1:8080.");
        }
    }

    /// <summary>Everything Kestrel reads its addresses from.</summary>
    private static IEnumerable<string> Addresses(IConfiguration configuration) =>
    [
        .. Split(configuration["urls"]),
        .. Split(configuration["http_ports"]).Concat(Split(configuration["https_ports"])).Select(port => $"http://*:{port}"),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>(),
    ];

    private static string[] Split(string? list) => list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static BindingAddress Parse(string url)
    {
        try
        {
            if (BindingAddress.Parse(url) is { Port: >= 0 and <= IPEndPoint.MaxPort, PathBase: "" } address && address.Scheme.ToLowerInvariant() is "http" or "https")
            {
                return address;
            }
        }
        catch (FormatException)
        {
            // Told below, like all else that cannot be listened on.
        }

        throw new StartRefusedException($"--urls: '{url}' is not an address such as http://127.0.0.1:8080.");
    }

    private static bool IsOpen(string url)
    {
        var address = Parse(url);
        var isLoopback = IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip);
        return !(isLoopback || address.IsUnixPipe || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase));
    }
}
