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

    /// <exception cref="StartRefusedException">An address that other machines reach, and no credential to tell callers apart.</exception>
    public static void RefuseOpenDoors(IConfiguration configuration, AccessOptions access)
    {
        if (access.Credentials.Count == 0 && Addresses(configuration).FirstOrDefault(IsOpen) is { } open)
        {
            throw new StartRefusedException(
                $"--urls: '{open}' can be reached from other machines, and nobody has to say who they are. "
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
            return BindingAddress.Parse(url);
        }
        catch (FormatException e)
        {
            throw new StartRefusedException($"--urls: '{url}' is not an address such as http://127.0.0.1:8080.", e);
        }
    }

    private static bool IsOpen(string url)
    {
        var address = Parse(url);
        var isLoopback = IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip);
        return !(isLoopback || address.IsUnixPipe || address.Host is "localhost");
    }
}
