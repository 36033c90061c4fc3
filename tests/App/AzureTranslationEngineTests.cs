using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azure.AI.Translation.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.App.Translation;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Tests;

/// <summary>The engine against a service that keeps the rules of Translator v3, below the client: requests are looked at as they leave.</summary>
[TestClass]
public sealed class AzureTranslationEngineTests : IDisposable
{
    private readonly Service _service = new();
    private readonly FakeTimeProvider _time = new();

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Texts_are_asked_in_batches_that_the_service_takes_and_come_back_in_order_with_their_marks()
    {
        string[] texts = [.. Enumerable.Range(0, 1_500).Select(static number => $"<b>{number}</b> & {Mark(number % 3)}"), new string('x', 44_000), new string('y', 44_000)];

        var answers = await Engine().TranslateAsync("en", "de", texts, TestContext.CancellationToken);

        CollectionAssert.AreEqual(texts.Select(static text => "de:" + text).ToArray(), answers.Select(static answer => answer.Text).ToArray());
        Assert.IsGreaterThan(2, _service.Requests.Count);
        foreach (var request in _service.Requests)
        {
            Assert.IsLessThanOrEqualTo(1_000, request.Texts.Length);
            Assert.IsLessThanOrEqualTo(50_000, request.Texts.Sum(static text => text.Length));
            Assert.AreEqual("/translator/text/v3.0/translate?api-version=3.0&to=de&from=en&textType=html", request.Path);
            Assert.AreEqual("Bearer token of https://cognitiveservices.azure.com/.default", request.Authorization);
        }

        Assert.Contains("&lt;b&gt;0&lt;/b&gt; &amp; <span class=\"notranslate\">X0X</span>", _service.Requests.First().Texts[0]);
    }

    [TestMethod]
    public async Task A_busy_service_is_left_alone_as_long_as_it_asks_for()
    {
        var engine = Engine();
        _service.Answer = static () => new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7)) } };
        Assert.AreEqual(TimeSpan.FromSeconds(7), (await FailsAsync(engine)).RetryAfter);
        Assert.HasCount(1, _service.Requests, "it was asked again at once");

        _service.Answer = null;
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.AreEqual(TimeSpan.FromSeconds(1), (await FailsAsync(engine)).RetryAfter);
        Assert.HasCount(1, _service.Requests);
        _time.Advance(TimeSpan.FromSeconds(1));
        await engine.TranslateAsync("en", "de", ["shoe"], TestContext.CancellationToken);
        Assert.HasCount(2, _service.Requests);
    }

    [TestMethod]
    [DataRow(HttpStatusCode.ServiceUnavailable, DisplayName = "503, tried three times")]
    [DataRow(HttpStatusCode.Forbidden, DisplayName = "403")]
    [DataRow(null, DisplayName = "a connection that breaks, tried three times")]
    public async Task After_five_failures_in_a_row_it_is_left_alone_for_half_a_minute(HttpStatusCode? status)
    {
        var engine = Engine();
        _service.Answer = () => status is { } code ? new HttpResponseMessage(code) : throw new HttpRequestException("broken");
        for (var failure = 0; failure < EngineCircuit.FailuresToOpen; failure++)
        {
            Assert.IsNull((await FailsAsync(engine)).RetryAfter);
        }

        var asked = _service.Requests.Count;
        Assert.AreEqual(status == HttpStatusCode.Forbidden ? 5 : 15, asked);
        Assert.AreEqual(EngineCircuit.OpenFor, (await FailsAsync(engine)).RetryAfter);
        Assert.HasCount(asked, _service.Requests);
    }

    [TestMethod]
    public async Task A_request_that_is_refused_closes_nothing_and_no_sign_in_is_no_answer()
    {
        var engine = Engine();
        _service.Answer = static () => new HttpResponseMessage(HttpStatusCode.BadRequest);
        for (var refusal = 0; refusal <= EngineCircuit.FailuresToOpen; refusal++)
        {
            Assert.Contains("refuses en to de", (await FailsAsync(engine)).Message);
        }

        _service.Answer = null;
        await engine.TranslateAsync("en", "de", ["shoe"], TestContext.CancellationToken);
        var stranger = Engine(DelegatedTokenCredential.Create(static (_, _) => throw new CredentialUnavailableException("nobody is signed in")));
        Assert.IsInstanceOfType<AuthenticationFailedException>((await FailsAsync(stranger)).InnerException);
    }

    [TestMethod]
    public void Without_an_address_no_pair_is_supported()
    {
        Assert.IsFalse(new AzureTranslationEngine(new TranslationOptions(), Credential(), _time).Supports("en", "de"));
        Assert.IsTrue(Engine().Supports("en", "de"));
    }

    public void Dispose() => _service.Dispose();

    private static char Mark(int index) => (char)(ProtectedText.First + index);

    private static TokenCredential Credential() => DelegatedTokenCredential.Create(
        static (request, _) => new AccessToken("token of " + request.Scopes.Single(), DateTimeOffset.MaxValue));

    private AzureTranslationEngine Engine(TokenCredential? credential = null)
    {
        var client = new TextTranslationClientOptions { Transport = new HttpClientTransport(_service) };
        client.Retry.Delay = TimeSpan.FromMilliseconds(1);
        return new AzureTranslationEngine(
            new TranslationOptions { Endpoint = "https://xb-test.cognitiveservices.azure.com/" }, credential ?? Credential(), _time, client);
    }

    private Task<TranslationEngineException> FailsAsync(AzureTranslationEngine engine) => Assert.ThrowsExactlyAsync<TranslationEngineException>(
        () => engine.TranslateAsync("en", "de", ["shoe"], TestContext.CancellationToken));

    private sealed record Asked(string Path, string? Authorization, string[] Texts);

    /// <summary>Puts the language before each text, and leaves elements as they are.</summary>
    private sealed class Service : HttpMessageHandler
    {
        public ConcurrentQueue<Asked> Requests { get; } = [];

        public Func<HttpResponseMessage>? Answer { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            string[] texts = [.. body.RootElement.EnumerateArray().Select(static item => item.GetProperty("Text").GetString()!)];
            Requests.Enqueue(new Asked(request.RequestUri!.PathAndQuery, request.Headers.Authorization?.ToString(), texts));
            if (Answer is { } answer)
            {
                return answer();
            }

            var items = texts.Select(static text => new { translations = new[] { new { text = "de:" + text, to = "de" } } });
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(items), Encoding.UTF8, "application/json") };
        }
    }
}
