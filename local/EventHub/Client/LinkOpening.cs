using Amqp;
using Amqp.Framing;

namespace XbFunctions.EventHub;

/// <summary>Waits until an endpoint has accepted a link, or has refused it by an attach without source or target and a detach.</summary>
/// <param name="failure">What could not be done, for the message.</param>
internal sealed class LinkOpening(string failure)
{
    private readonly TaskCompletionSource<Attach> _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void OnAttached(ILink link, Attach attach)
    {
        var isAccepted = attach.Role ? attach.Target is not null : attach.Source is not null;
        if (isAccepted)
        {
            _attached.TrySetResult(attach);
        }
    }

    /// <exception cref="HubClientException">The link was refused.</exception>
    public async Task<Attach> WaitAsync(Link link, CancellationToken cancellationToken)
    {
        link.AddClosedCallback((_, error) => _attached.TrySetException(HubClientException.From(error, failure)));
        return await _attached.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
