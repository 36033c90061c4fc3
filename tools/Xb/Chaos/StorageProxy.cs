using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Xb.Chaos;

/// <summary>
/// Stands between the function processes and one endpoint of storage and breaks some of the requests: below the SDK, so that its own retries are
/// part of what is tested.
/// </summary>
internal sealed class StorageProxy : IAsyncDisposable
{
    private static readonly UriCreationOptions RawPath = new() { DangerousDisablePathAndQueryCanonicalization = true };
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(3);
    private static readonly HashSet<string> HopByHop = new(["Connection", "Keep-Alive", "Transfer-Encoding", "Host"], StringComparer.OrdinalIgnoreCase);

    private readonly Uri _target;
    private readonly StorageFaultPlan _plan;
    private readonly TimeProvider _time;
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    });

    private StorageProxy(Uri target, StorageFaultPlan plan, TimeProvider time)
    {
        (_target, _plan, _time) = (target, plan, time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        _app = builder.Build();
        _app.Run(PassAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Starts one in front of an endpoint.</summary>
    /// <param name="target">The endpoint.</param>
    /// <param name="plan">What fails.</param>
    /// <param name="time">The clock.</param>
    public static async Task<StorageProxy> StartAsync(Uri target, StorageFaultPlan plan, TimeProvider time)
    {
        var proxy = new StorageProxy(target, plan, time);
        await proxy._app.StartAsync();
        return proxy;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task PassAsync(HttpContext http)
    {
        var fault = _plan.Next();
        try
        {
            await PassAsync(http, fault);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            // The client went away, or storage did: the client sees a broken connection either way.
            http.Abort();
        }
    }

    private async Task PassAsync(HttpContext http, StorageFault fault)
    {
        switch (fault)
        {
            case StorageFault.BrokenBefore:
                http.Abort();
                return;
            case StorageFault.ServerError:
                await FailAsync(http, StatusCodes.Status500InternalServerError, "InternalError");
                return;
            case StorageFault.Busy:
                await FailAsync(http, StatusCodes.Status503ServiceUnavailable, "ServerBusy");
                return;
            case StorageFault.Slow:
                await Task.Delay(SlowAnswer, _time, http.RequestAborted);
                break;
            default:
                break;
        }

        if (JournalAppend.Is(http.Request) && _plan.Strikes(ChaosBug.LostCommit))
        {
            await JournalAppend.PretendAsync(http);
            return;
        }

        var isAppend = JournalAppend.Is(http.Request);
        var isLate = isAppend && _plan.IsLate();
        using var body = isLate ? await ReadAsync(http.Request.Body, http.RequestAborted) : null;
        using var request = ToRequest(http.Request, body ?? http.Request.Body);
        if (isAppend && _plan.Strikes(ChaosBug.NoFencing))
        {
            JournalAppend.RemoveCondition(request);
        }

        if (isLate)
        {
            http.Abort();
            await Task.Delay(Lateness, _time, CancellationToken.None);
            using var unheard = await _client.SendAsync(request, CancellationToken.None);
            return;
        }

        // Once it has begun a request is carried through, also when the client no longer waits: storage would do the same.
        using var response = await _client.SendAsync(request, CancellationToken.None);
        if (fault == StorageFault.BrokenAfter)
        {
            http.Abort();
            return;
        }

        await AnswerAsync(http.Response, response, http.RequestAborted);
    }

    private static async Task<MemoryStream> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var copy = new MemoryStream();
        await body.CopyToAsync(copy, cancellationToken);
        copy.Position = 0;
        return copy;
    }

    private HttpRequestMessage ToRequest(HttpRequest incoming, Stream body)
    {
        // The signature covers the path as the client wrote it, down to which characters it escaped.
        var target = incoming.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var address = new Uri($"{_target.GetLeftPart(UriPartial.Authority)}{target}", RawPath);
        var request = new HttpRequestMessage(new HttpMethod(incoming.Method), address) { Version = HttpVersion.Version11 };
        if (incoming.ContentLength is > 0 || incoming.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(body);
        }
        else if (incoming.ContentLength == 0)
        {
            request.Content = new ByteArrayContent([]);
        }

        foreach (var header in incoming.Headers.Where(static header => !HopByHop.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value))
            {
                request.Content?.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value);
            }
        }

        return request;
    }

    private static async Task AnswerAsync(HttpResponse outgoing, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        outgoing.StatusCode = (int)response.StatusCode;
        foreach (var header in response.Headers.Concat(response.Content.Headers).Where(static header => !HopByHop.Contains(header.Key)))
        {
            outgoing.Headers[header.Key] = header.Value.ToArray();
        }

        if (outgoing.StatusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified) && !HttpMethods.IsHead(outgoing.HttpContext.Request.Method))
        {
            await response.Content.CopyToAsync(outgoing.Body, cancellationToken);
        }
    }

    private static Task FailAsync(HttpContext http, int status, string code)
    {
        http.Response.StatusCode = status;
        http.Response.Headers["x-ms-error-code"] = code;
        return Task.CompletedTask;
    }
}
