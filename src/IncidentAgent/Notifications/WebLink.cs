namespace IncidentAgent.Notifications;

/// <summary>Addresses that came from a sender, made safe to show as links.</summary>
internal static class WebLink
{
    /// <summary>
    /// The address with every unusual character percent-encoded; <see langword="null"/> when it is not http(s) or longer than
    /// <paramref name="most"/>, because half an address leads nowhere.
    /// </summary>
    public static string? Read(string? url, int most) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.AbsoluteUri.Length <= most
            ? uri.AbsoluteUri
            : null;
}
