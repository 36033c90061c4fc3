using System.Diagnostics;
using System.Text.RegularExpressions;

namespace XbFunctions.Host;

/// <summary>Follows what a starting Azurite prints: the address of each service, or why it ended.</summary>
internal sealed partial class AzuriteOutput
{
    private const int LinesKept = 5;
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _last = new();
    private readonly Lock _gate = new();
    private Uri? _blob;
    private Uri? _queue;
    private Uri? _table;

    public AzuriteOutput(Process process)
    {
        process.EnableRaisingEvents = true;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => _listening.TrySetException(
            new PlatformStartException($"Azurite ended while starting. It said: {Said}. Free its ports and data folder, then try again."));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Completes when all three services listen; fails when the process ends before.</summary>
    public Task Listening => _listening.Task;

    public Uri Blob => _blob ?? throw NotListening();

    public Uri Queue => _queue ?? throw NotListening();

    public Uri Table => _table ?? throw NotListening();

    /// <summary>The last lines that were printed, for a message.</summary>
    public string Said
    {
        get
        {
            lock (_gate)
            {
                return _last.Count == 0 ? "nothing" : string.Join(" | ", _last);
            }
        }
    }

    private static InvalidOperationException NotListening() => new("Azurite does not listen yet.");

    private void Read(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_gate)
        {
            _last.Enqueue(line.Trim());
            if (_last.Count > LinesKept)
            {
                _last.Dequeue();
            }

            Note(ListeningLine().Match(line));
        }
    }

    private void Note(Match match)
    {
        if (!match.Success)
        {
            return;
        }

        var address = new Uri(match.Groups["address"].Value + "/");
        _ = match.Groups["service"].Value switch
        {
            "Blob" => _blob = address,
            "Queue" => _queue = address,
            _ => _table = address,
        };
        if (_blob is not null && _queue is not null && _table is not null)
        {
            _listening.TrySetResult();
        }
    }

    [GeneratedRegex("Azurite (?<service>Blob|Queue|Table) service is successfully listening at (?<address>http://[0-9.]+:[0-9]+)")]
    private static partial Regex ListeningLine();
}
