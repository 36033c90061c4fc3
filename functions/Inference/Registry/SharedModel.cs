namespace XbFunctions.Inference;

/// <summary>A model with a count of its users; the last one to leave disposes it. The slot itself counts as one.</summary>
/// <param name="model">The model; owned from here on.</param>
internal sealed class SharedModel(ScoringModel model)
{
    private int _users = 1;

    public ScoringModel Model { get; } = model;

    /// <summary>Joins, unless the last user has left already.</summary>
    /// <returns>Whether the caller may use the model until it calls <see cref="Release"/>.</returns>
    public bool TryAcquire()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            Model.Dispose();
        }
    }
}
