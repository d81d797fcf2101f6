package graph

import (
	"context"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/99designs/gqlgen/graphql/playground"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/graph/gen"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Handler serves the API: POST, server-sent events and WebSocket (graphql-transport-ws). The
// viewer comes from the Authorization header, the cookie of a session or, over WebSocket, from the
// first message.
func Handler(config Config) http.Handler {
	config.Limits = config.Limits.orUsual()
	keepAlive, present := config.Limits.KeepAlive, presenter(config.Log, config.Limits.Operation)
	resolver := &Resolver{store: config.Store, dispatcher: config.Dispatcher, feed: config.Feed, covered: newCovered(config), now: config.Now, wall: config.Wall, desk: config.Desk, calendarURL: config.CalendarURL}
	door := &door{Config: config, callers: newCallers(config.PerSecond, config.Limits.Streams)}
	root := gen.Config{Resolvers: resolver}
	complexity(&root.Complexity)
	server := handler.New(gen.NewExecutableSchema(root))
	server.SetParserTokenLimit(mostTokens)
	server.SetDisableSuggestion(true)
	server.SetQueryCache(lru.New[*ast.QueryDocument](rememberedQueries))
	server.AddTransport(sse{transport.SSE{KeepAlivePingInterval: keepAlive}})
	server.AddTransport(transport.Websocket{KeepAlivePingInterval: keepAlive, PingPongInterval: keepAlive, InitTimeout: patienceWithBody, InitFunc: config.socketInit})
	server.AddTransport(transport.MultipartForm{MaxUploadSize: largestUpload, MaxMemory: largestUpload})
	server.AddTransport(transport.POST{})
	server.Use(extension.Introspection{})
	server.Use(newListed(config.Operations, config.ListedOnly, config.Log))
	server.Use(extension.AutomaticPersistedQuery{Cache: lru.New[string](rememberedPersisted)})
	server.Use(shapeLimit{})
	server.Use(extension.FixedComplexityLimit(mostComplexity))
	server.SetErrorPresenter(present)
	server.SetRecoverFunc(func(ctx context.Context, err any) error {
		config.Log.ErrorContext(ctx, "graphql panic", "panic", err)
		return &roster.Error{Kind: roster.Internal, Key: "internal"}
	})
	server.AroundResponses(withCursor)
	server.AroundOperations(opened)
	server.AroundOperations(door.bounded)
	server.AroundOperations(config.prepare)
	server.AroundOperations(newPurposes().hold(present))
	if !config.KeepNothing {
		server.AroundOperations(keepFigures(config))
	}
	return door.authenticate(server)
}

// door is what stands before the resolvers.
type door struct {
	Config
	callers *callers
}

// Playground is the page on which staff try queries.
func Playground(path string) http.Handler { return playground.Handler("Tiếp Sức", path) }

// prepare gives an operation what its resolvers share, and refuses those of nobody.
func (c Config) prepare(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	role := auth.Viewer(ctx).Role
	signedIn := role != ""
	op := graphql.GetOperationContext(ctx)
	op.DisableIntrospection = (!signedIn || role == roster.AsVolunteer) && !c.Demo
	if !signedIn && !introspects(op) {
		nobody := shown(ctx, &roster.Error{Kind: roster.Unauthenticated, Key: "viewer.unauthenticated"})
		return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{nobody}})
	}
	return next(withOperation(ctx, c.Store, op.Operation.Operation == ast.Subscription))
}

// introspects tells whether an operation asks for the schema alone.
func introspects(op *graphql.OperationContext) bool {
	for _, field := range graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Query"}) {
		if len(field.Name) < 2 || field.Name[:2] != "__" {
			return false
		}
	}
	return true
}

// authenticate lets a request in and puts viewer and language into it.
func (d *door) authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		credential := d.Tokens.Cookies.Credential(r)
		ctx := withCaller(WithLang(r.Context(), requestLang(r)), credential)
		ctx = withSession(ctx, strings.HasPrefix(credential, "Cookie "))
		if err := d.take(w, r); err != nil {
			refuse(w, presenter(d.Log, d.Limits.Operation)(ctx, err))
			return
		}
		viewer, err := d.Tokens.Of(r.WithContext(ctx), d.Now(), d.Wall())
		if err != nil {
			refuse(w, presenter(d.Log, d.Limits.Operation)(ctx, err))
			return
		}
		next.ServeHTTP(w, r.WithContext(auth.WithViewer(ctx, viewer)))
	})
}

func requestLang(r *http.Request) i18n.Lang {
	if lang := r.URL.Query().Get("lang"); lang != "" {
		return i18n.Parse(lang)
	}
	return i18n.Parse(r.Header.Get("Accept-Language"))
}

// refuse answers a request that doesn't come through the door.
func refuse(w http.ResponseWriter, err *gqlerror.Error) {
	key, _ := err.Extensions["key"].(string)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(refusalStatus(key))
	_ = writeJSON(w, map[string]any{"errors": gqlerror.List{err}})
}

func refusalStatus(key string) int {
	switch key {
	case "query.too_often":
		return http.StatusTooManyRequests
	case "query.body_too_large":
		return http.StatusRequestEntityTooLarge
	case "query.too_slow":
		return http.StatusRequestTimeout
	case "query.batch", "query.malformed":
		return http.StatusBadRequest
	case "viewer.token_invalid":
		return http.StatusUnauthorized
	case "answer.foreign_site":
		return http.StatusForbidden
	}
	return http.StatusServiceUnavailable
}

// socketInit takes token and language from the first message of a WebSocket: browsers can't
// set its headers.
func (c Config) socketInit(ctx context.Context, payload transport.InitPayload) (context.Context, *transport.InitPayload, error) {
	if lang := payload.GetString("lang"); lang != "" {
		ctx = WithLang(ctx, i18n.Parse(lang))
	}
	if header := payload.Authorization(); header != "" {
		viewer, err := c.Tokens.Recognise(ctx, header, c.Now())
		if err != nil {
			return refusal(ctx, err), nil, presenter(c.Log, c.Limits.Operation)(ctx, err)
		}
		ctx = withSession(withCaller(auth.WithViewer(ctx, viewer), header), false)
	}
	return ctx, nil, nil
}

// refusal says how a WebSocket is closed that doesn't come through the door: clients don't try again
// after Forbidden (graphql-transport-ws). The library reads it off the context.
func refusal(ctx context.Context, err error) context.Context {
	const forbidden, internal = 4403, 4500
	if kind := roster.KindOf(err); kind == roster.Unauthenticated || kind == roster.Forbidden {
		return transport.WithWebsocketCloseCode(transport.AppendCloseReason(ctx, "Forbidden"), forbidden)
	}
	return transport.WithWebsocketCloseCode(transport.AppendCloseReason(ctx, "Internal server error"), internal)
}
