using Amqp.Listener;

namespace XbFunctions.EventHub;

/// <summary>What one connection has proved to be allowed, and until when. Links whose claim ends without a new one are closed, as the service does.</summary>
/// <param name="time">The clock.</param>
internal sealed class ClientClaims(TimeProvider time) : IDisposable
{
    /// <summary>Timers take no longer times; the links are looked at again then.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _claims = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<ListenerLink, string> _links = [];
    private ITimer? _expiry;
    private bool _isDisposed;

    /// <summary>Adds a claim, or lets one last longer.</summary>
    /// <param name="audience">An address of the hub or of a part of it, or of the whole namespace.</param>
    /// <param name="expiresAt">When it ends.</param>
    public void Add(string audience, DateTimeOffset expiresAt)
    {
        var path = EntityAddress.GetPath(audience);
        lock (_lock)
        {
            _claims[path == EntityAddress.Cbs ? "" : path] = expiresAt;
            Schedule();
        }
    }

    /// <summary>Whether a claim for the address, or for what holds it, is valid now.</summary>
    /// <param name="path">Address such as <c>hub/Partitions/0</c>.</param>
    public bool Allows(string path)
    {
        lock (_lock)
        {
            return IsAllowed(path, time.GetUtcNow());
        }
    }

    /// <summary>Closes a link when no claim for its address is valid any more.</summary>
    public void Watch(ListenerLink link, string path)
    {
        lock (_lock)
        {
            _links[link] = path;
            Schedule();
        }

        link.Closed += (_, _) =>
        {
            lock (_lock)
            {
                _links.Remove(link);
            }
        };
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _expiry?.Dispose();
        }
    }

    private bool IsAllowed(string path, DateTimeOffset now)
    {
        for (var prefix = path; ; prefix = prefix[..Math.Max(0, prefix.LastIndexOf('/'))])
        {
            if (_claims.TryGetValue(prefix, out var expiresAt) && expiresAt > now)
            {
                return true;
            }

            if (prefix.Length == 0)
            {
                return false;
            }
        }
    }

    private void Schedule()
    {
        if (_isDisposed || _links.Count == 0 || _claims.Count == 0)
        {
            return;
        }

        var left = _claims.Values.Min() - time.GetUtcNow();
        var due = left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestWait ? left + TimeSpan.FromMilliseconds(1) : LongestWait;
        _expiry ??= time.CreateTimer(_ => CloseExpired(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _expiry.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void CloseExpired()
    {
        KeyValuePair<ListenerLink, string>[] expired;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            expired = [.. _links.Where(link => !IsAllowed(link.Value, now))];
            foreach (var claim in _claims.Where(claim => claim.Value <= now).ToArray())
            {
                _claims.Remove(claim.Key);
            }

            Schedule();
        }

        foreach (var (link, path) in expired)
        {
            link.CloseNow(HubErrors.TokenExpired(path).Error);
        }
    }
}
