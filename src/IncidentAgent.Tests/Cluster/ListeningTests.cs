using System.Globalization;
using System.Net;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Cluster;

public sealed class ListeningTests
{
    [Fact]
    public async Task Only_the_HTTP_port_listens_and_only_on_this_machine()
    {
        using var directory = new TemporaryDirectory();
        await using var agent = await AgentProcess.StartAsync(directory.Path);

        Listening(agent.Process.Id).Should().Equal(new IPEndPoint(IPAddress.Loopback, agent.Client.BaseAddress!.Port));
    }

    /// <summary>The process' TCP sockets in the state LISTEN, as the kernel knows them.</summary>
    private static IEnumerable<IPEndPoint> Listening(int process)
    {
        const string Listen = "0A";
        var own = Directory.EnumerateFiles($"/proc/{process}/fd")
            .Select(descriptor => File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name)
            .OfType<string>().Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).ToHashSet();
        own.Should().NotBeEmpty("otherwise nothing was looked at");
        return
        [
            .. from table in (string[])["tcp", "tcp6"]
               from line in File.ReadLines($"/proc/{process}/net/{table}").Skip(1)
               let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where columns[3] == Listen && own.Contains($"socket:[{columns[9]}]")
               select EndPoint(columns[1]),
        ];
    }

    /// <summary>Reads <c>0100007F:1F90</c>: the address in words of the machine's byte order, the port in hexadecimal.</summary>
    private static IPEndPoint EndPoint(string text)
    {
        var (address, port) = text.Split(':') is [var first, var second] ? (first, second) : throw new FormatException(text);
        var words = Convert.FromHexString(address).Chunk(sizeof(int)).SelectMany(word => BitConverter.IsLittleEndian ? word.Reverse() : word);
        return new IPEndPoint(new IPAddress([.. words]), int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
