namespace XbFunctions.Host.Tests;

/// <summary>
/// The public types of Microsoft's packages that the shim declares, as rows: worker 2.52 with its extensions, and Event Hubs 5.12 with no
/// nullability, which that assembly does not declare. What the shim leaves out of them stands below with the rest of what it leaves out.
/// </summary>
internal static class ShimSurface
{
    /// <summary>A row a type, in the form of <see cref="PublicSurface"/>.</summary>
    public static readonly string[] Types =
    [
        // Attributes and their types
        """
        enum Microsoft.Azure.Functions.Worker.AuthorizationLevel
          Anonymous = 0
          User = 1
          Function = 2
          System = 3
          Admin = 4
        """,
        """
        class Microsoft.Azure.Functions.Worker.Converters.InputConverterAttribute : Attribute on Class, Struct, Enum, Interface, Parameter
          (Type converterType)
          Type ConverterType { get }
        """,
        """
        sealed class Microsoft.Azure.Functions.Worker.EventHubOutputAttribute : OutputBindingAttribute on Method, Property
          (String eventHubName)
          String EventHubName { get, private set }
          String? Connection { get set }
        """,
        """
        sealed class Microsoft.Azure.Functions.Worker.EventHubTriggerAttribute : TriggerBindingAttribute, ISupportCardinality on Parameter
          (String eventHubName)
          Boolean IsBatched { get set }
          String EventHubName { get, private set }
          String? Connection { get set }
          String? ConsumerGroup { get set }
        """,
        """
        sealed class Microsoft.Azure.Functions.Worker.ExponentialBackoffRetryAttribute : RetryAttribute on Method
          (Int32 maxRetryCount, String minimumInterval, String maximumInterval)
          String MaximumInterval { get }
          String MinimumInterval { get }
        """,
        """
        abstract class Microsoft.Azure.Functions.Worker.Extensions.Abstractions.BindingAttribute : Attribute on All
        """,
        """
        enum Microsoft.Azure.Functions.Worker.Extensions.Abstractions.Cardinality
          Many = 0
          One = 1
        """,
        """
        interface Microsoft.Azure.Functions.Worker.Extensions.Abstractions.ISupportCardinality
          Cardinality Cardinality { get set }
        """,
        """
        abstract class Microsoft.Azure.Functions.Worker.Extensions.Abstractions.InputBindingAttribute : BindingAttribute on Parameter
        """,
        """
        abstract class Microsoft.Azure.Functions.Worker.Extensions.Abstractions.OutputBindingAttribute : BindingAttribute on Method, Property
        """,
        """
        abstract class Microsoft.Azure.Functions.Worker.Extensions.Abstractions.TriggerBindingAttribute : BindingAttribute on Parameter
        """,
        """
        sealed class Microsoft.Azure.Functions.Worker.FixedDelayRetryAttribute : RetryAttribute on Method
          (Int32 maxRetryCount, String delayInterval)
          String DelayInterval { get }
        """,
        """
        class Microsoft.Azure.Functions.Worker.FunctionAttribute : Attribute on Method
          (String name)
          String Name { get }
        """,
        """
        sealed class Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute : InputConverterAttribute on Parameter
          ()
        """,
        """
        sealed class Microsoft.Azure.Functions.Worker.HttpResultAttribute : OutputBindingAttribute on Property
          ()
        """,
        """
        sealed class Microsoft.Azure.Functions.Worker.HttpTriggerAttribute : TriggerBindingAttribute on Parameter
          ()
          (params String[] methods)
          (AuthorizationLevel authLevel)
          (AuthorizationLevel authLevel, params String[] methods)
          AuthorizationLevel AuthLevel { get, private set }
          String? Route { get set }
          String[]? Methods { get, private set }
        """,
        """
        abstract class Microsoft.Azure.Functions.Worker.RetryAttribute : Attribute on Method
          Int32 MaxRetryCount { get set }
        """,
        """
        class Microsoft.Azure.Functions.Worker.ScheduleStatus
          ()
          DateTime Last { get set }
          DateTime LastUpdated { get set }
          DateTime Next { get set }
        """,
        """
        class Microsoft.Azure.Functions.Worker.TimerInfo
          ()
          Boolean IsPastDue { get set }
          ScheduleStatus? ScheduleStatus { get set }
        """,
        """
        sealed class Microsoft.Azure.Functions.Worker.TimerTriggerAttribute : TriggerBindingAttribute on Parameter
          (String schedule)
          Boolean RunOnStartup { get set }
          Boolean UseMonitor { get set }
          String Schedule { get, private set }
        """,
        // FunctionContext and friends
        """
        abstract class Microsoft.Azure.Functions.Worker.BindingContext
          abstract IReadOnlyDictionary<String, Object> BindingData { get }
        """,
        """
        enum Microsoft.Azure.Functions.Worker.BindingDirection
          In = 0
          Out = 1
        """,
        """
        abstract class Microsoft.Azure.Functions.Worker.BindingMetadata
          abstract BindingDirection Direction { get }
          abstract String Name { get }
          abstract String Type { get }
        """,
        """
        abstract class Microsoft.Azure.Functions.Worker.FunctionContext
          abstract BindingContext BindingContext { get }
          abstract FunctionDefinition FunctionDefinition { get }
          abstract IDictionary<Object, Object> Items { get set }
          abstract IInvocationFeatures Features { get }
          abstract IServiceProvider InstanceServices { get set }
          abstract RetryContext? RetryContext { get }
          abstract String FunctionId { get }
          abstract String InvocationId { get }
          abstract TraceContext TraceContext { get }
          virtual CancellationToken CancellationToken { get }
        """,
        """
        static class Microsoft.Azure.Functions.Worker.FunctionContextBindingFeatureExtensions
          static InvocationResult GetInvocationResult(this FunctionContext context)
          static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
        """,
        """
        static class Microsoft.Azure.Functions.Worker.FunctionContextExtensions
          static HttpContext? GetHttpContext(this FunctionContext context)
        """,
        """
        static class Microsoft.Azure.Functions.Worker.FunctionContextLoggerExtensions
          static ILogger GetLogger(this FunctionContext context, String categoryName)
          static ILogger<T> GetLogger<T>(this FunctionContext context)
        """,
        """
        abstract class Microsoft.Azure.Functions.Worker.FunctionDefinition
          abstract IImmutableDictionary<String, BindingMetadata> InputBindings { get }
          abstract IImmutableDictionary<String, BindingMetadata> OutputBindings { get }
          abstract ImmutableArray<FunctionParameter> Parameters { get }
          abstract String EntryPoint { get }
          abstract String Id { get }
          abstract String Name { get }
          abstract String PathToAssembly { get }
        """,
        """
        class Microsoft.Azure.Functions.Worker.FunctionParameter
          (String name, Type type)
          String Name { get }
          Type Type { get }
        """,
        """
        interface Microsoft.Azure.Functions.Worker.IInvocationFeatures : IEnumerable<KeyValuePair<Type, Object>>
          T Get<T>()
          Void Set<T>(T instance)
        """,
        """
        class Microsoft.Azure.Functions.Worker.InvocationResult
          Object? Value { get set }
        """,
        """
        sealed class Microsoft.Azure.Functions.Worker.InvocationResult<T>
          T Value { get set }
        """,
        """
        abstract class Microsoft.Azure.Functions.Worker.RetryContext
          abstract Int32 MaxRetryCount { get }
          abstract Int32 RetryCount { get }
        """,
        """
        abstract class Microsoft.Azure.Functions.Worker.TraceContext
          abstract String TraceParent { get }
          abstract String TraceState { get }
          virtual IReadOnlyDictionary<String, String> Attributes { get }
          virtual IReadOnlyDictionary<String, String> Baggage { get }
        """,
        // Middleware and start-up
        """
        static class Microsoft.Azure.Functions.Worker.Builder.FunctionsApplication
          static FunctionsApplicationBuilder CreateBuilder(String[] args)
        """,
        """
        sealed class Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
          ConfigurationManager Configuration { get }
          IDictionary<Object, Object> Properties { get }
          IHostEnvironment Environment { get }
          ILoggingBuilder Logging { get }
          IMetricsBuilder Metrics { get }
          IServiceCollection Services { get }
          IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
          IHost Build()
          Void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        """,
        """
        static class Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilderAspNetCoreExtensions
          static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
        """,
        """
        interface Microsoft.Azure.Functions.Worker.IFunctionsWorkerApplicationBuilder
          IServiceCollection Services { get }
          IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
        """,
        """
        delegate Microsoft.Azure.Functions.Worker.Middleware.FunctionExecutionDelegate
          virtual Task Invoke(FunctionContext context)
        """,
        """
        interface Microsoft.Azure.Functions.Worker.Middleware.IFunctionsWorkerMiddleware
          Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        """,
        """
        static class Microsoft.Extensions.Hosting.MiddlewareWorkerApplicationBuilderExtensions
          static IFunctionsWorkerApplicationBuilder UseMiddleware(this IFunctionsWorkerApplicationBuilder builder, Func<FunctionContext, Func<Task>, Task> middleware)
          static IFunctionsWorkerApplicationBuilder UseMiddleware<T>(this IFunctionsWorkerApplicationBuilder builder)
          static IFunctionsWorkerApplicationBuilder UseWhen(this IFunctionsWorkerApplicationBuilder builder, Func<FunctionContext, Boolean> predicate, Func<FunctionContext, Func<Task>, Task> middleware)
          static IFunctionsWorkerApplicationBuilder UseWhen<T>(this IFunctionsWorkerApplicationBuilder builder, Func<FunctionContext, Boolean> predicate)
        """,
        // Event Hubs client
        """
        class Azure.Messaging.EventHubs.Consumer.PartitionContext
          String ConsumerGroup { get }
          String EventHubName { get }
          String FullyQualifiedNamespace { get }
          String PartitionId { get }
        """,
        """
        class Azure.Messaging.EventHubs.EventData : MessageContent
          ()
          (BinaryData eventBody)
          (ReadOnlyMemory<Byte> eventBody)
          (String eventBody)
          BinaryData EventBody { get set }
          DateTimeOffset EnqueuedTime { get }
          IDictionary<String, Object> Properties { get }
          IReadOnlyDictionary<String, Object> SystemProperties { get }
          Int64 Offset { get } obsolete
          Int64 SequenceNumber { get }
          ReadOnlyMemory<Byte> Body { get }
          Stream BodyAsStream { get }
          String ContentType { get set }
          String CorrelationId { get set }
          String MessageId { get set }
          String OffsetString { get }
          String PartitionKey { get }
          override BinaryData Data { get set }
          override Boolean IsReadOnly { get }
        """,
        """
        static class Azure.Messaging.EventHubs.EventHubsModelFactory
          static EventData EventData(BinaryData eventBody, IDictionary<String, Object> properties = null, IReadOnlyDictionary<String, Object> systemProperties = null, String partitionKey = null, Int64 sequenceNumber = -9223372036854775808, Int64 offset = -9223372036854775808, DateTimeOffset enqueuedTime = default) obsolete
          static EventData EventData(BinaryData eventBody, IDictionary<String, Object> properties = null, IReadOnlyDictionary<String, Object> systemProperties = null, String partitionKey = null, Int64 sequenceNumber = -9223372036854775808, String offsetString = null, DateTimeOffset enqueuedTime = default)
          static PartitionContext PartitionContext(String fullyQualifiedNamespace, String eventHubName, String consumerGroup, String partitionId)
        """,
        """
        class Azure.AI.Translation.Text.TextTranslationClient
          (TokenCredential credential, Uri endpoint, TextTranslationClientOptions options = null)
          virtual Task<Response<IReadOnlyList<TranslatedTextItem>>> TranslateAsync(TextTranslationTranslateOptions options, CancellationToken cancellationToken = default)
        """,
        """
        class Azure.AI.Translation.Text.TextTranslationClientOptions : ClientOptions
          ()
        """,
        """
        class Azure.AI.Translation.Text.TextTranslationTranslateOptions
          (IEnumerable<String> targetLanguages, IEnumerable<String> content)
          IEnumerable<String> Content { get }
          IEnumerable<String> TargetLanguages { get }
          Nullable<TextType> TextType { get set }
          String SourceLanguage { get set }
        """,
        """
        class Azure.AI.Translation.Text.TranslatedTextItem
          IReadOnlyList<TranslationText> Translations { get }
        """,
        """
        class Azure.AI.Translation.Text.TranslationText
          String TargetLanguage { get }
          String Text { get }
        """,
        """
        sealed class Azure.AI.Translation.Text.TextType : ValueType, IEquatable<TextType>
          (String value)
          static TextType Html { get }
          static TextType Plain { get }
        """,
    ];

    /// <summary>
    /// What Microsoft's packages have besides and the shim does not: no function of ours names it, and each needs a type that is not served
    /// (the AMQP message, HttpRequestData) or a part that the local host does not play. An empty member means the whole type.
    /// </summary>
    public static readonly (string Type, string Member)[] LeftOut =
    [
        ("BlobInputAttribute", ""),
        ("BlobOutputAttribute", ""),
        ("ExtensionInformationAttribute", ""),
        ("DefaultValueAttribute", ""),
        ("BindingPropertyNameAttribute", ""),
        ("BindingCapabilitiesAttribute", ""),
        ("HttpRequestData", ""),
        ("HttpResponseData", ""),
        ("FunctionContextBindingFeatureExtensions", "GetOutputBindings"),
        ("FunctionContextBindingFeatureExtensions", "BindInputAsync"),
        ("FunctionContextHttpRequestExtensions", ""),
        ("EventData", "GetRawAmqpMessage"),
        ("EventHubsModelFactory", "EventDataBatch"),
        ("EventHubsModelFactory", "EventHubProperties"),
        ("EventHubsModelFactory", "LastEnqueuedEventProperties"),
        ("PartitionContext", "ReadLastEnqueuedEventProperties"),
        ("EventHubProducerClient", ""),
        ("EventDataBatch", ""),
        ("SendEventOptions", ""),
        ("CreateBatchOptions", ""),
        ("EventHubProperties", ""),
        ("EventHubsException", ""),
        ("TextTranslationClient", "Translate"),
        ("TextTranslationClient", "DetectLanguageAsync"),
        ("TextTranslationClient", "GetSupportedLanguagesAsync"),
        ("TextTranslationClient", "TransliterateAsync"),
        ("TextTranslationClient", "LookupDictionaryEntriesAsync"),
        ("TextTranslationTranslateOptions", "Category"),
        ("TextTranslationTranslateOptions", "ClientTraceId"),
        ("TranslatedTextItem", "DetectedLanguage"),
        ("TranslationText", "Alignment"),
        ("InputTextItem", ""),
    ];
}
