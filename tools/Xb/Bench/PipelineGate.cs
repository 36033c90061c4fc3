namespace XbFunctions.Xb.Bench;

/// <summary>Holds the partitions of a running pipeline, each right behind a commit, so that something else is measured between two of its batches.</summary>
internal sealed class PipelineGate
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private TaskCompletionSource _opened = Open(new TaskCompletionSource());
    private int _waiting;

    /// <summary>Holds whoever comes from now on.</summary>
    public void Close() => Volatile.Write(ref _opened, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Lets all go.</summary>
    public void Open() => Open(Volatile.Read(ref _opened));

    /// <summary>Returns when the gate is open. It blocks: a metric's listener has nothing else.</summary>
    public void Pass()
    {
        var opened = Volatile.Read(ref _opened).Task;
        if (!opened.IsCompleted)
        {
            Interlocked.Increment(ref _waiting);
#pragma warning disable RS0030 // A listener of metrics cannot await, and a pool that sees a task waited for adds a thread.
            opened.Wait();
#pragma warning restore RS0030
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Waits until all partitions are held; a partition with nothing left to do is not waited for longer than two seconds.</summary>
    /// <param name="partitions">Number of partitions.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(int partitions, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; Volatile.Read(ref _waiting) < partitions && waited < Longest; waited += Look)
        {
            await Task.Delay(Look, cancellationToken);
        }
    }

    private static TaskCompletionSource Open(TaskCompletionSource source)
    {
        source.TrySetResult();
        return source;
    }
}
