using System.Reflection;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;
using RetryAttribute = Microsoft.Azure.Functions.Worker.RetryAttribute;
using RetryContext = Microsoft.Azure.Functions.Worker.RetryContext;

namespace XbFunctions.Host.Tests;

/// <summary>Holds the names that the local flavour declares against those of Microsoft's packages (worker 2.52, Event Hubs 5.12).</summary>
[TestClass]
public sealed class ShimSurfaceTests
{
    [TestMethod]
    [DataRow(typeof(FunctionAttribute), "Attribute", "(String name)", "Name get")]
    [DataRow(typeof(EventHubTriggerAttribute), "sealed TriggerBindingAttribute", "(String eventHubName)",
        "EventHubName get; ConsumerGroup get set; Connection get set; IsBatched get set")]
    [DataRow(typeof(EventHubOutputAttribute), "sealed OutputBindingAttribute", "(String eventHubName)", "EventHubName get; Connection get set")]
    [DataRow(typeof(TimerTriggerAttribute), "sealed TriggerBindingAttribute", "(String schedule)", "Schedule get; UseMonitor get set; RunOnStartup get set")]
    [DataRow(typeof(TimerInfo), "Object", "()", "ScheduleStatus get set; IsPastDue get set")]
    [DataRow(typeof(ScheduleStatus), "Object", "()", "Last get set; Next get set; LastUpdated get set")]
    [DataRow(typeof(HttpTriggerAttribute), "sealed TriggerBindingAttribute",
        "() (String[] methods) (AuthorizationLevel authLevel) (AuthorizationLevel authLevel, String[] methods)", "Route get set; Methods get; AuthLevel get")]
    [DataRow(typeof(HttpResultAttribute), "sealed OutputBindingAttribute", "()", "")]
    [DataRow(typeof(RetryAttribute), "abstract Attribute", "", "MaxRetryCount get set")]
    [DataRow(typeof(ExponentialBackoffRetryAttribute), "sealed RetryAttribute",
        "(Int32 maxRetryCount, String minimumInterval, String maximumInterval)", "MinimumInterval get; MaximumInterval get")]
    [DataRow(typeof(FixedDelayRetryAttribute), "sealed RetryAttribute", "(Int32 maxRetryCount, String delayInterval)", "DelayInterval get")]
    [DataRow(typeof(FromBodyAttribute), "sealed InputConverterAttribute", "()", "")]
    [DataRow(typeof(FunctionContext), "abstract Object", "",
        "InvocationId get; FunctionId get; TraceContext get; BindingContext get; RetryContext get; InstanceServices get set; FunctionDefinition get; Items get set; Features get; CancellationToken get")]
    [DataRow(typeof(RetryContext), "abstract Object", "", "RetryCount get; MaxRetryCount get")]
    [DataRow(typeof(BindingContext), "abstract Object", "", "BindingData get")]
    [DataRow(typeof(TraceContext), "abstract Object", "", "TraceParent get; TraceState get; Attributes get; Baggage get")]
    [DataRow(typeof(FunctionDefinition), "abstract Object", "",
        "Parameters get; PathToAssembly get; EntryPoint get; Id get; Name get; InputBindings get; OutputBindings get")]
    [DataRow(typeof(BindingMetadata), "abstract Object", "", "Name get; Type get; Direction get")]
    [DataRow(typeof(FunctionsApplicationBuilder), "sealed Object", "", "Properties get; Configuration get; Environment get; Logging get; Metrics get; Services get")]
    [DataRow(typeof(EventData), "MessageContent",
        "() (BinaryData eventBody) (ReadOnlyMemory`1 eventBody) (String eventBody)",
        "EventBody get set; ContentType get set; CorrelationId get set; MessageId get set; Properties get; SystemProperties get; SequenceNumber get; OffsetString get; EnqueuedTime get; PartitionKey get; Data get set")]
    [DataRow(typeof(PartitionContext), "Object", "", "FullyQualifiedNamespace get; EventHubName get; ConsumerGroup get; PartitionId get")]
    public void A_type_has_the_base_constructors_and_properties_of_microsofts(Type type, string kind, string constructors, string properties)
    {
        ArgumentNullException.ThrowIfNull(type);
        var modifier = type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : string.Empty;
        Assert.AreEqual(kind, modifier + type.BaseType!.Name);
        Assert.AreEqual(constructors, string.Join(' ', type.GetConstructors().Select(Describe)));
        Assert.AreEqual(properties, string.Join("; ", Properties(type)));
    }

    [TestMethod]
    public void Defaults_are_those_of_microsofts()
    {
        var hub = new EventHubTriggerAttribute("h");
        Assert.AreEqual(("h", null, null, true), (hub.EventHubName, hub.ConsumerGroup, hub.Connection, hub.IsBatched));
        Assert.AreEqual(Cardinality.Many, ((ISupportCardinality)hub).Cardinality);
        var timer = new TimerTriggerAttribute("* * * * * *");
        Assert.AreEqual((true, false), (timer.UseMonitor, timer.RunOnStartup));
        Assert.AreEqual(AuthorizationLevel.Function, new HttpTriggerAttribute().AuthLevel);
        Assert.AreEqual(AuthorizationLevel.Function, new HttpTriggerAttribute("get").AuthLevel);
        Assert.IsNull(new HttpTriggerAttribute().Methods);
        var data = new EventData("x");
        Assert.AreEqual((long.MinValue, default, null), (data.SequenceNumber, data.EnqueuedTime, data.OffsetString));
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4 }, Enum.GetValues<AuthorizationLevel>().Select(static level => (int)level).ToArray());
    }

    [TestMethod]
    public void Retry_attributes_throw_as_microsofts_do()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(static () => new FixedDelayRetryAttribute(1, "soon"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(static () => new FixedDelayRetryAttribute(1, "-00:00:01"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(static () => new ExponentialBackoffRetryAttribute(1, "x", "00:00:01"));
        Assert.ThrowsExactly<ArgumentException>(static () => new ExponentialBackoffRetryAttribute(1, "00:00:02", "00:00:01"));
        Assert.AreEqual(-1, new ExponentialBackoffRetryAttribute(-1, "00:00:01", "00:00:02").MaxRetryCount);
    }

    [TestMethod]
    public void Names_stand_in_microsofts_namespaces()
    {
        Assert.AreEqual("Microsoft.Extensions.Hosting", typeof(MiddlewareWorkerApplicationBuilderExtensions).Namespace);
        Assert.AreEqual("Microsoft.Azure.Functions.Worker.Middleware", typeof(IFunctionsWorkerMiddleware).Namespace);
        Assert.AreEqual("Microsoft.Azure.Functions.Worker.Builder", typeof(FunctionsApplicationBuilderAspNetCoreExtensions).Namespace);
        Assert.AreEqual("Microsoft.Azure.Functions.Worker.Http", typeof(FromBodyAttribute).Namespace);
        var foreign = typeof(FunctionAttribute).Assembly.GetExportedTypes()
            .Where(static type => type.Namespace is not { } name
                || !(name.StartsWith("Microsoft.", StringComparison.Ordinal) || name.StartsWith("Azure.", StringComparison.Ordinal) || name == "XbFunctions.Host"));
        Assert.IsEmpty(foreign.Select(static type => type.FullName));
    }

    [TestMethod]
    public void Targets_of_attributes_are_those_of_microsofts()
    {
        Assert.AreEqual(AttributeTargets.Method, Targets<FunctionAttribute>());
        Assert.AreEqual(AttributeTargets.Parameter, Targets<EventHubTriggerAttribute>());
        Assert.AreEqual(AttributeTargets.Parameter, Targets<HttpTriggerAttribute>());
        Assert.AreEqual(AttributeTargets.Parameter, Targets<TimerTriggerAttribute>());
        Assert.AreEqual(AttributeTargets.Method | AttributeTargets.Property, Targets<EventHubOutputAttribute>());
        Assert.AreEqual(AttributeTargets.Property, Targets<HttpResultAttribute>());
        Assert.AreEqual(AttributeTargets.Method, Targets<RetryAttribute>());
    }

    private static AttributeTargets Targets<T>() => typeof(T).GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn;

    private static string Describe(ConstructorInfo constructor) =>
        "(" + string.Join(", ", constructor.GetParameters().Select(static parameter => $"{parameter.ParameterType.Name} {parameter.Name}")) + ")";

    private static IEnumerable<string> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(static property => property.Name + " get" + (property.SetMethod?.IsPublic == true ? " set" : string.Empty));
}
