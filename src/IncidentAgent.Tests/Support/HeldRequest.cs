using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace IncidentAgent.Tests.Support;

/// <summary>A delivery whose sender says how long it is and keeps back its last byte, so that it stays in flight for as long as the test wants.</summary>
public sealed class HeldRequest : IDisposable
{
    private readonly TcpClient _connection = new();
    private readonly byte[] _body;

    private HeldRequest(string body) => _body = Encoding.UTF8.GetBytes(body);

    public static async Task<HeldRequest> BeginAsync(Uri agent, string body, string route = "alertmanager")
    {
        var held = new HeldRequest(body);
        await held._connection.ConnectAsync(agent.Host, agent.Port);
        await held.SendAsync(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST /webhook/{route} HTTP/1.1\r\nHost: agent\r\nConnection: close\r\nContent-Length: {held._body.Length}\r\n\r\n")));
        await held.SendAsync(held._body.AsMemory(..^1));
        return held;
    }

    /// <summary>Sends the rest; the whole answer.</summary>
    public async Task<string> FinishAsync()
    {
        await SendAsync(_body.AsMemory(^1..));
        using var reader = new StreamReader(_connection.GetStream());
        return await reader.ReadToEndAsync();
    }

    /// <summary>Cuts the line: the other side sees a reset.</summary>
    public void HangUp()
    {
        _connection.Client.LingerState = new LingerOption(true, 0);
        _connection.Close();
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _connection.GetStream().WriteAsync(bytes);

    public void Dispose() => _connection.Dispose();
}
