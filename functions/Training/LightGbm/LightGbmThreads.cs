namespace XbFunctions.Training;

/// <summary>
/// LightGBM keeps its number of threads in one variable of the process, and sizes by it what its threads then write to: work that sets another number
/// meanwhile has it write past the end (its documentation of <c>num_threads</c> warns of that). Work with one number goes on at the same time; work
/// with another waits for its end, in the order of asking. Thread-safe; a thread that is inside must not enter again.
/// </summary>
internal sealed class LightGbmThreads
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(int Number, TaskCompletionSource Admitted)> _waiting = [];
    private int _number;
    private int _inside;

    /// <summary>That of the process, which all calls of the library go through.</summary>
    public static LightGbmThreads OfProcess { get; } = new();

    /// <summary>Enters with a number of threads.</summary>
    /// <param name="number">The number, 1 or more, that every call until the end is told.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Leaves when it is disposed, once.</returns>
    /// <exception cref="OperationCanceledException">Cancelled while it waited.</exception>
    public Lease Enter(int number, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        LinkedListNode<(int Number, TaskCompletionSource Admitted)> place;
        lock (_gate)
        {
            place = _waiting.AddLast((number, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
            Admit();
        }

        try
        {
            place.Value.Admitted.Task.Wait(cancellationToken);
            return new Lease(this);
        }
        catch (OperationCanceledException)
        {
            GiveUp(place);
            throw;
        }
    }

    // Within the gate: from the front of the queue, whoever goes with those inside.
    private void Admit()
    {
        while (_waiting.First is { Value: var (number, admitted) } && (_inside == 0 || _number == number))
        {
            _waiting.RemoveFirst();
            (_number, _inside) = (number, _inside + 1);
            admitted.SetResult();
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _inside--;
            Admit();
        }
    }

    private void GiveUp(LinkedListNode<(int Number, TaskCompletionSource Admitted)> place)
    {
        lock (_gate)
        {
            if (place.List is null)
            {
                // Admitted at the same moment.
                _inside--;
            }
            else
            {
                _waiting.Remove(place);
            }

            Admit();
        }
    }

    /// <summary>Being inside.</summary>
    /// <param name="threads">Where.</param>
    public readonly struct Lease(LightGbmThreads threads) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => threads.Leave();
    }
}
