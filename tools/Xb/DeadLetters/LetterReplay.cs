using System.Runtime.CompilerServices;
using Spectre.Console;
using XbFunctions.EventHub;
using XbFunctions.State;
using XbFunctions.Xb.Hubs;

namespace XbFunctions.Xb.DeadLetters;

/// <summary>Sends chosen dead letters to their hubs again, and marks them.</summary>
/// <param name="account">Where they are.</param>
/// <param name="hubs">Where they go; null to send nothing.</param>
/// <param name="terminal">Told what is done.</param>
/// <param name="time">The clock of the marks.</param>
internal sealed class LetterReplay(StorageAccount account, HubConnectionString? hubs, CommandTerminal terminal, TimeProvider time)
{
    private const int ChunkLetters = 500;

    private readonly DeadLetterStore _store = new(account.Blobs, new StateOptions());
    private readonly DeadLetterMarks _marks = new(account.Blobs, new StateOptions());
    private readonly SortedDictionary<(string Function, string Stage, string Reason), long> _counts = [];
    private long _skipped;

    /// <summary>Whether to send also what was sent again before.</summary>
    public bool Again { get; init; }

    /// <summary>The corrected body; null to send the stored ones.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Sends them.</summary>
    /// <param name="ids">Ids of those wanted; empty for all that the filter admits.</param>
    /// <param name="filter">Admits those wanted.</param>
    /// <param name="cancellationToken">Ends the sending; what was sent is marked.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> ids, DeadLetterFilter filter, CancellationToken cancellationToken)
    {
        // What this command sends may come back as new dead letters, which are not to be sent by it too.
        filter = filter with { EnqueuedBefore = filter.EnqueuedBefore ?? time.GetUtcNow() };
        var marks = await _marks.ReadAsync(filter, cancellationToken);
        var total = 0L;
        await foreach (var letter in ChooseAsync(ids, filter, cancellationToken))
        {
            if (!IsWanted(letter, marks))
            {
                _skipped++;
                continue;
            }

            total++;
            Count(letter);
        }

        if (hubs is not null && total > 0)
        {
            _counts.Clear();
            await CommandProgress.RunAsync(
                terminal,
                "Sending dead letters",
                progress => SendAsync(ChooseAsync(ids, filter, cancellationToken), marks, total, progress, cancellationToken));
        }

        Report();
        return 0;
    }

    private async IAsyncEnumerable<DeadLetter> ChooseAsync(
        IReadOnlyList<string> ids, DeadLetterFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            await foreach (var letter in _store.ListAsync(filter, cancellationToken))
            {
                yield return letter;
            }
        }

        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            yield return await _store.GetAsync(id, cancellationToken)
                ?? throw new CommandException($"There is no dead letter '{id}'. `xb dead-letters list` prints the ids.");
        }
    }

    private bool IsWanted(DeadLetter letter, IReadOnlyDictionary<string, DeadLetterMark> marks) => Again || !marks.ContainsKey(letter.Id);

    private async Task<long> SendAsync(
        IAsyncEnumerable<DeadLetter> chosen,
        IReadOnlyDictionary<string, DeadLetterMark> marks,
        long total,
        IProgress<WorkDone> progress,
        CancellationToken cancellationToken)
    {
        var done = 0L;
        var chunk = new List<DeadLetter>(ChunkLetters);
        await foreach (var letter in chosen.WithCancellation(cancellationToken))
        {
            if (!IsWanted(letter, marks))
            {
                continue;
            }

            if (chunk.Count == ChunkLetters || (chunk.Count > 0 && chunk[0].Partition.Hub != letter.Partition.Hub))
            {
                await SendAsync(chunk, cancellationToken);
                chunk.Clear();
            }

            chunk.Add(letter);
            progress.Report(new WorkDone(Math.Min(1, (double)++done / total), ""));
        }

        await SendAsync(chunk, cancellationToken);
        return done;
    }

    private async Task SendAsync(List<DeadLetter> chunk, CancellationToken cancellationToken)
    {
        if (chunk.Count == 0)
        {
            return;
        }

        var hub = chunk[0].Partition.Hub;
        if (_counts.Count == 0)
        {
            await HubConnections.RequireAsync(hubs!, hub, time, cancellationToken);
        }

        await using var client = HubConnections.Open(hubs!, hub, time);
        await using var sender = client.CreateSender();
        var messages = chunk.ConvertAll(letter => (Letter: letter, Message: LetterMessages.Make(letter, Body ?? letter.Body)));
        List<HubEvent> keyed = [.. messages.Where(static one => one.Letter.PartitionKey is not null).Select(static one => one.Message)];
        if (keyed.Count > 0)
        {
            await sender.SendAsync(keyed, cancellationToken: cancellationToken);
        }

        // Without a key, where it was: its own partition knows its event id.
        foreach (var placed in messages.Where(static one => one.Letter.PartitionKey is null).GroupBy(static one => one.Letter.Partition.PartitionId))
        {
            await sender.SendToPartitionAsync([.. placed.Select(static one => one.Message)], placed.Key, cancellationToken);
        }

        await _marks.MarkAsync(
            messages.ConvertAll(static one => (one.Letter, one.Message.MessageId!)), time.GetUtcNow(), Body is not null, CancellationToken.None);
        chunk.ForEach(Count);
    }

    private void Count(DeadLetter letter)
    {
        var key = (letter.Function, letter.Stage, letter.Reason);
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }

    private void Report()
    {
        var table = CommandTables.New("function", "stage", "reason", hubs is null ? "would be sent" : "sent");
        foreach (var (key, count) in _counts)
        {
            table.AddRow(Markup.Escape(key.Function), Markup.Escape(key.Stage), Markup.Escape(key.Reason), CommandTables.Count(count));
        }

        if (_counts.Count > 0)
        {
            terminal.Out.Write(table);
        }

        var verb = hubs is null ? "would be sent; nothing was" : "sent to their hub again";
        terminal.Line($"{CommandTables.Count(_counts.Values.Sum())} dead letters {verb}.");
        if (_skipped > 0)
        {
            terminal.Line($"{CommandTables.Count(_skipped)} were sent before and left out; --again sends them too.");
        }
    }
}
