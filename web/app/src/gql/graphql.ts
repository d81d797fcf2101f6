/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What a volunteer says to an ask. */
export type Answer =
  /** Won't come; the seat is offered to others. */
  | 'NO'
  /** Will come. */
  | 'YES';

/** Where a question stands. Each ends in exactly one of accepted, declined, expired, withdrawn and failed. */
export type AskState =
  /** Answered yes. */
  | 'ACCEPTED'
  /** Answered no. */
  | 'DECLINED'
  /** Nobody answered by the deadline. */
  | 'EXPIRED'
  /** The question could not be delivered. */
  | 'FAILED'
  /** Waits to be sent. */
  | 'QUEUED'
  /** Sent; an answer is awaited. */
  | 'SENT'
  /** Answered in words that need a person to read them. */
  | 'UNCLEAR'
  /** Taken back before it was answered. */
  | 'WITHDRAWN';

/** Where an assignment stands. Each ends in exactly one of completed, left early, no-show, declined, expired, withdrawn and released. */
export type AssignmentState =
  /** Is present. */
  | 'CHECKED_IN'
  /** Was present to the end. */
  | 'COMPLETED'
  /** Said yes; no plan moves it any more. */
  | 'CONFIRMED'
  /** Said no. */
  | 'DECLINED'
  /** Didn't answer by the deadline. */
  | 'EXPIRED'
  /** Was present and left before the end. */
  | 'LEFT_EARLY'
  /** Said yes and didn't come. */
  | 'NO_SHOW'
  /** Has been asked and hasn't answered. */
  | 'OFFERED'
  /** Proposed by a plan or a coordinator; binds nobody. */
  | 'PROPOSED'
  /** Taken back by the coordinator. */
  | 'RELEASED'
  /** Taken back by the volunteer after saying yes. */
  | 'WITHDRAWN';

/** How a question or an answer travels. */
export type Channel =
  /** The signed link of a text, opened in a browser. */
  | 'LINK'
  /** A text message. */
  | 'SMS'
  /** Entered by staff. */
  | 'STAFF'
  /** A telephone call. */
  | 'VOICE';

/** Since July 2025 there are two kinds below the city. */
export type CommuneKind =
  /** xã */
  | 'COMMUNE'
  /** phường */
  | 'WARD';

/** Where a help request stands. */
export type HelpRequestState =
  /** Approved; its shifts exist. */
  | 'APPROVED'
  /** Waits for the department. */
  | 'OPEN'
  /** Refused by the department. */
  | 'REJECTED';

/** What a plan does to an assignment. */
export type PlanChangeKind =
  /** The plan proposes it anew. */
  | 'ADDED'
  /** The plan takes a proposal away. */
  | 'REMOVED';

/** Where a run of the planner stands. */
export type PlanRunState =
  /** Computed; binds nobody. */
  | 'DRAFT'
  /** It ended without a plan. */
  | 'FAILED'
  /** Its proposals are assignments. */
  | 'PUBLISHED'
  /** Under way; its figures are those of the best plan so far. */
  | 'RUNNING'
  /** A newer run has been published. */
  | 'SUPERSEDED';

/** What sort of place it is. */
export type PointKind =
  /** The commune's public-service desk. */
  | 'DESK'
  /** A mobile literacy point that moves from hamlet to hamlet. */
  | 'MOBILE';

/** A text to look at, with values in all of its slots. */
export type PreviewTemplateInput = {
  /** The template's key. */
  key: string;
  /** The language. */
  language?: TextLanguage;
  /** One value for each slot. */
  values: Array<SlotValueInput>;
};

/** What a person made of a text that could not be read with certainty. */
export type ReplyDecision =
  /** It answers nothing, or was answered otherwise: a question that somebody has answered by phone. */
  | 'DEALT_WITH'
  /** It says no to an ask. */
  | 'NO'
  /** It says yes to an ask. */
  | 'YES';

/** A commune's call for people. */
export type RequestHelpInput = {
  /** Code of the commune. */
  communeCode: string;
  /** Until when, after the start. */
  end: string;
  /** The commune's desk when absent. */
  pointId?: string | number | null | undefined;
  /** Why, for those who approve and those who are asked. */
  reason: string;
  /** Whom; at least one role. */
  roles: Array<RoleInput>;
  /** From when, within the campaign. */
  start: string;
  /** Declared urgent: asked at once, in waves, in quiet hours too. */
  urgent?: boolean | null | undefined;
};

/** Seats of one kind that a commune calls for. */
export type RoleInput = {
  /** True when at least one of these seats must never be empty. */
  floor?: boolean | null | undefined;
  /** Which kind of volunteer; any when absent. */
  kind?: VolunteerKind | null | undefined;
  /** The least level of the skill, 1 to 5. */
  level?: number | null | undefined;
  /** How many people. */
  seats: number;
  /** Code of what is needed. */
  skill: string;
};

/** A value for a slot. */
export type SlotValueInput = {
  /** The slot's name. */
  slot: string;
  /** The value, written as the slot's kind says. */
  value: string;
};

/** How a text travels. */
export type TextEncoding =
  /** Letters of 7 bits: 160 to a text, 153 to a part of a longer one. */
  | 'GSM7'
  /** UTF-16, for all that GSM-7 doesn't have: 70 to a text, 67 to a part of a longer one. */
  | 'UCS2';

/** A language in which people are written to. */
export type TextLanguage =
  /** English. */
  | 'EN'
  /** Vietnamese. */
  | 'VI';

/** What a slot of a text holds, and how a value for a preview is written. */
export type TextSlotKind =
  /** A time of day, such as 08:00. */
  | 'CLOCK'
  /** Up to six letters and digits. */
  | 'CODE'
  /** A whole number up to 9999. */
  | 'COUNT'
  /** A day, such as 2026-12-01. */
  | 'DAY'
  /** An address of up to 200 letters that begins with https:// or http://. */
  | 'LINK'
  /** A day with its time, such as 2026-12-01T18:00:00+07:00. */
  | 'MOMENT'
  /** A given name; words of up to 60 letters. */
  | 'PERSON'
  /** Where; words of up to 60 letters. */
  | 'PLACE'
  /** What is done; words of up to 60 letters. */
  | 'TASK';

/** The roles of domain.md: what somebody sees and may do. */
export type ViewerRole =
  /** A commune's office: its own shifts, requests and the people confirmed there. */
  | 'COMMUNE'
  /** Department of Science and Technology: the whole campaign. */
  | 'DEPARTMENT'
  /** A telecom firm: its own people and where they serve. */
  | 'TELECOM'
  /** A university: its own people and where they serve. */
  | 'UNIVERSITY'
  /** A volunteer: oneself and one's own shifts. */
  | 'VOLUNTEER';

/** What a volunteer is. */
export type VolunteerKind =
  /** A telecom firm's engineer. */
  | 'ENGINEER'
  /** Contract staff. */
  | 'STAFF'
  /** A university's student. */
  | 'STUDENT';

export type FiguresFragment = { seats: number, confirmed: number, asked: number, ratio: number, floors: number, floorsMet: number, lowestRatio: number };

export type BoardQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type BoardQuery = { campaign: { id: string, communes: Array<{ code: string, name: string, kind: CommuneKind, coverage: { seats: number, confirmed: number, asked: number, ratio: number, floors: number, floorsMet: number, lowestRatio: number } }> } };

export type CoverageChangedSubscriptionVariables = Exact<{
  from: string;
  to: string;
}>;


export type CoverageChangedSubscription = { coverageChanged: { code: string, coverage: { seats: number, confirmed: number, asked: number, ratio: number, floors: number, floorsMet: number, lowestRatio: number } } };

export type SeatHolderFragment = { id: string, state: AssignmentState, volunteer: { id: string, name: string, phone: string | null, kind: VolunteerKind, organisation: { id: string, name: string } }, ask: { id: string, code: string, state: AskState, deadline: string, channel: Channel } | null };

export type RoleSeatsFragment = { id: string, level: number, kind: VolunteerKind | null, seats: number, floor: boolean, confirmed: number, asked: number, skill: { code: string, name: string }, assignments: Array<{ id: string, state: AssignmentState, volunteer: { id: string, name: string, phone: string | null, kind: VolunteerKind, organisation: { id: string, name: string } }, ask: { id: string, code: string, state: AskState, deadline: string, channel: Channel } | null }>, whyEmpty: Array<{ key: string, text: string, count: number }> };

export type CommuneWeekQueryVariables = Exact<{
  code: string;
  from: string;
  to: string;
}>;


export type CommuneWeekQuery = { commune: { code: string, name: string, kind: CommuneKind, population: number | null, coverage: { seats: number, confirmed: number, asked: number, ratio: number, floors: number, floorsMet: number, lowestRatio: number }, shifts: Array<{ id: string, start: string, end: string, point: { id: string, name: string, kind: PointKind }, roles: Array<{ id: string, level: number, kind: VolunteerKind | null, seats: number, floor: boolean, confirmed: number, asked: number, skill: { code: string, name: string }, assignments: Array<{ id: string, state: AssignmentState, volunteer: { id: string, name: string, phone: string | null, kind: VolunteerKind, organisation: { id: string, name: string } }, ask: { id: string, code: string, state: AskState, deadline: string, channel: Channel } | null }>, whyEmpty: Array<{ key: string, text: string, count: number }> }> }> } };

export type CandidatesQueryVariables = Exact<{
  role: string | number;
  first: number;
}>;


export type CandidatesQuery = { candidates: Array<{ eligible: boolean, score: number, km: number, volunteer: { id: string, name: string, kind: VolunteerKind, organisation: { id: string, name: string } }, reasons: Array<{ key: string, text: string, count: number }> }> };

export type AssignMutationVariables = Exact<{
  role: string | number;
  volunteer: string | number;
}>;


export type AssignMutation = { assign: { id: string, state: AssignmentState } };

export type AskPersonMutationVariables = Exact<{
  assignment: string | number;
}>;


export type AskPersonMutation = { ask: { id: string, state: AskState, deadline: string } };

export type ReleaseMutationVariables = Exact<{
  assignment: string | number;
  reason: string;
}>;


export type ReleaseMutation = { release: { id: string, state: AssignmentState } };

export type RecordAnswerMutationVariables = Exact<{
  ask: string | number;
  answer: Answer;
  note?: string | null | undefined;
}>;


export type RecordAnswerMutation = { recordAnswer: { id: string, state: AskState } };

export type PointCodeQueryVariables = Exact<{
  point: string | number;
}>;


export type PointCodeQuery = { pointCode: { code: string, until: string } };

export type CheckInMutationVariables = Exact<{
  assignment: string | number;
}>;


export type CheckInMutation = { checkIn: { id: string, state: AssignmentState } };

export type CheckOutMutationVariables = Exact<{
  assignment: string | number;
}>;


export type CheckOutMutation = { checkOut: { id: string, state: AssignmentState } };

export type RequestLineFragment = { id: string, state: HelpRequestState, start: string, end: string, reason: string, refusal: string, urgent: boolean, createdAt: string, commune: { code: string, name: string, kind: CommuneKind }, roles: Array<{ level: number, kind: VolunteerKind | null, seats: number, floor: boolean, skill: { code: string, name: string } }> };

export type HelpRequestsQueryVariables = Exact<{ [key: string]: never; }>;


export type HelpRequestsQuery = { helpRequests: Array<{ id: string, state: HelpRequestState, start: string, end: string, reason: string, refusal: string, urgent: boolean, createdAt: string, commune: { code: string, name: string, kind: CommuneKind }, roles: Array<{ level: number, kind: VolunteerKind | null, seats: number, floor: boolean, skill: { code: string, name: string } }> }> };

export type OpenRequestsQueryVariables = Exact<{ [key: string]: never; }>;


export type OpenRequestsQuery = { helpRequests: Array<{ id: string, state: HelpRequestState, start: string, end: string, reason: string, refusal: string, urgent: boolean, createdAt: string, commune: { code: string, name: string, kind: CommuneKind }, roles: Array<{ level: number, kind: VolunteerKind | null, seats: number, floor: boolean, skill: { code: string, name: string } }> }> };

export type HelpPlacesQueryVariables = Exact<{ [key: string]: never; }>;


export type HelpPlacesQuery = { campaign: { id: string, communes: Array<{ code: string, name: string, kind: CommuneKind }> } };

export type HelpPointsQueryVariables = Exact<{
  code: string;
}>;


export type HelpPointsQuery = { commune: { code: string, points: Array<{ id: string, name: string, kind: PointKind }> } };

export type RequestHelpMutationVariables = Exact<{
  input: RequestHelpInput;
}>;


export type RequestHelpMutation = { requestHelp: { id: string, state: HelpRequestState, start: string, end: string, reason: string, refusal: string, urgent: boolean, createdAt: string, commune: { code: string, name: string, kind: CommuneKind }, roles: Array<{ level: number, kind: VolunteerKind | null, seats: number, floor: boolean, skill: { code: string, name: string } }> } };

export type ApproveRequestMutationVariables = Exact<{
  id: string | number;
}>;


export type ApproveRequestMutation = { approveRequest: { id: string, state: HelpRequestState, start: string, end: string, reason: string, refusal: string, urgent: boolean, createdAt: string, commune: { code: string, name: string, kind: CommuneKind }, roles: Array<{ level: number, kind: VolunteerKind | null, seats: number, floor: boolean, skill: { code: string, name: string } }> } };

export type RejectRequestMutationVariables = Exact<{
  id: string | number;
  reason: string;
}>;


export type RejectRequestMutation = { rejectRequest: { id: string, state: HelpRequestState, start: string, end: string, reason: string, refusal: string, urgent: boolean, createdAt: string, commune: { code: string, name: string, kind: CommuneKind }, roles: Array<{ level: number, kind: VolunteerKind | null, seats: number, floor: boolean, skill: { code: string, name: string } }> } };

export type PlanFiguresFragment = { id: string, state: PlanRunState, value: number, bound: number, startedAt: string, from: string, to: string, lowestRatio: number, lowestAtMost: number, lowest: { code: string, kind: CommuneKind, name: string } | null, lowestWhy: Array<{ key: string, text: string }>, changes: Array<{ kind: PlanChangeKind }> };

export type LatestPlanQueryVariables = Exact<{ [key: string]: never; }>;


export type LatestPlanQuery = { campaign: { id: string, planRuns: Array<{ id: string, state: PlanRunState, value: number, bound: number, startedAt: string, from: string, to: string, lowestRatio: number, lowestAtMost: number, lowest: { code: string, kind: CommuneKind, name: string } | null, lowestWhy: Array<{ key: string, text: string }>, changes: Array<{ kind: PlanChangeKind }> }> } };

export type PlanNowMutationVariables = Exact<{
  days: number;
  id: string | number;
}>;


export type PlanNowMutation = { planNow: { id: string, state: PlanRunState, value: number, bound: number, startedAt: string, from: string, to: string, lowestRatio: number, lowestAtMost: number, lowest: { code: string, kind: CommuneKind, name: string } | null, lowestWhy: Array<{ key: string, text: string }>, changes: Array<{ kind: PlanChangeKind }> } };

export type PublishPlanMutationVariables = Exact<{
  id: string | number;
}>;


export type PublishPlanMutation = { publishPlan: { id: string, state: PlanRunState, value: number, bound: number, startedAt: string, from: string, to: string, lowestRatio: number, lowestAtMost: number, lowest: { code: string, kind: CommuneKind, name: string } | null, lowestWhy: Array<{ key: string, text: string }>, changes: Array<{ kind: PlanChangeKind }> } };

export type CancelPlanMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelPlanMutation = { cancelPlan: { id: string } };

export type PlanProgressSubscriptionVariables = Exact<{
  run: string | number;
}>;


export type PlanProgressSubscription = { planProgress: { state: PlanRunState, value: number, bound: number, gap: number } };

export type UnclearReplyFragment = { id: string, body: string, receivedAt: string, volunteer: { id: string, name: string, phone: string | null, organisation: { id: string, name: string } } | null, mayAnswer: Array<{ id: string, state: AskState, deadline: string, assignment: { id: string, role: { id: string, skill: { code: string, name: string }, shift: { id: string, start: string, end: string, commune: { code: string, name: string, kind: CommuneKind } } } } }> };

export type UnclearRepliesQueryVariables = Exact<{
  first: number;
}>;


export type UnclearRepliesQuery = { unclearReplies: { totalCount: number, edges: Array<{ node: { id: string, body: string, receivedAt: string, volunteer: { id: string, name: string, phone: string | null, organisation: { id: string, name: string } } | null, mayAnswer: Array<{ id: string, state: AskState, deadline: string, assignment: { id: string, role: { id: string, skill: { code: string, name: string }, shift: { id: string, start: string, end: string, commune: { code: string, name: string, kind: CommuneKind } } } } }> } }> } };

export type DecideReplyMutationVariables = Exact<{
  id: string | number;
  decision: ReplyDecision;
  ask?: string | number | null | undefined;
}>;


export type DecideReplyMutation = { decideReply: { id: string, decision: ReplyDecision | null } };

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { viewer: { role: ViewerRole, permissions: Array<string>, organisation: { id: string, name: string } | null, commune: { code: string, kind: CommuneKind, name: string } | null }, campaign: { id: string, name: string, now: string, startsOn: string, endsOn: string, skills: Array<{ code: string, name: string }> } };

export type ClockQueryVariables = Exact<{ [key: string]: never; }>;


export type ClockQuery = { campaign: { id: string, now: string } };

export type WrittenFragment = { body: string, accented: string, bytes: number, encoding: TextEncoding, beyondGsm7: Array<string>, units: number, segments: number, price: number | null };

export type TemplateFragment = { key: string, purpose: string, version: number, language: TextLanguage, words: string, mostSegments: number, slots: Array<{ name: string, label: string, kind: TextSlotKind, example: string }>, longest: { units: number, segments: number } };

export type MessageTemplatesQueryVariables = Exact<{
  language: TextLanguage;
}>;


export type MessageTemplatesQuery = { messageTemplates: Array<{ key: string, purpose: string, version: number, language: TextLanguage, words: string, mostSegments: number, slots: Array<{ name: string, label: string, kind: TextSlotKind, example: string }>, longest: { units: number, segments: number } }> };

export type PreviewTemplateQueryVariables = Exact<{
  input: PreviewTemplateInput;
}>;


export type PreviewTemplateQuery = { previewTemplate: { body: string, accented: string, bytes: number, encoding: TextEncoding, beyondGsm7: Array<string>, units: number, segments: number, price: number | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const FiguresFragmentDoc = new TypedDocumentString(`
    fragment Figures on Coverage {
  seats
  confirmed
  asked
  ratio
  floors
  floorsMet
  lowestRatio
}
    `, {"fragmentName":"Figures"}) as unknown as TypedDocumentString<FiguresFragment, unknown>;
export const SeatHolderFragmentDoc = new TypedDocumentString(`
    fragment SeatHolder on Assignment {
  id
  state
  volunteer {
    id
    name
    phone
    kind
    organisation {
      id
      name
    }
  }
  ask {
    id
    code
    state
    deadline
    channel
  }
}
    `, {"fragmentName":"SeatHolder"}) as unknown as TypedDocumentString<SeatHolderFragment, unknown>;
export const RoleSeatsFragmentDoc = new TypedDocumentString(`
    fragment RoleSeats on Role {
  id
  level
  kind
  seats
  floor
  confirmed
  asked
  skill {
    code
    name
  }
  assignments {
    ...SeatHolder
  }
  whyEmpty {
    key
    text
    count
  }
}
    fragment SeatHolder on Assignment {
  id
  state
  volunteer {
    id
    name
    phone
    kind
    organisation {
      id
      name
    }
  }
  ask {
    id
    code
    state
    deadline
    channel
  }
}`, {"fragmentName":"RoleSeats"}) as unknown as TypedDocumentString<RoleSeatsFragment, unknown>;
export const RequestLineFragmentDoc = new TypedDocumentString(`
    fragment RequestLine on HelpRequest {
  id
  state
  start
  end
  reason
  refusal
  urgent
  createdAt
  commune {
    code
    name
    kind
  }
  roles {
    skill {
      code
      name
    }
    level
    kind
    seats
    floor
  }
}
    `, {"fragmentName":"RequestLine"}) as unknown as TypedDocumentString<RequestLineFragment, unknown>;
export const PlanFiguresFragmentDoc = new TypedDocumentString(`
    fragment PlanFigures on PlanRun {
  id
  state
  value
  bound
  startedAt
  from
  to
  lowest {
    code
    kind
    name
  }
  lowestRatio
  lowestAtMost
  lowestWhy {
    key
    text
  }
  changes {
    kind
  }
}
    `, {"fragmentName":"PlanFigures"}) as unknown as TypedDocumentString<PlanFiguresFragment, unknown>;
export const UnclearReplyFragmentDoc = new TypedDocumentString(`
    fragment UnclearReply on Reply {
  id
  body
  receivedAt
  volunteer {
    id
    name
    phone
    organisation {
      id
      name
    }
  }
  mayAnswer {
    id
    state
    deadline
    assignment {
      id
      role {
        id
        skill {
          code
          name
        }
        shift {
          id
          start
          end
          commune {
            code
            name
            kind
          }
        }
      }
    }
  }
}
    `, {"fragmentName":"UnclearReply"}) as unknown as TypedDocumentString<UnclearReplyFragment, unknown>;
export const WrittenFragmentDoc = new TypedDocumentString(`
    fragment Written on WrittenText {
  body
  accented
  bytes
  encoding
  beyondGsm7
  units
  segments
  price
}
    `, {"fragmentName":"Written"}) as unknown as TypedDocumentString<WrittenFragment, unknown>;
export const TemplateFragmentDoc = new TypedDocumentString(`
    fragment Template on MessageTemplate {
  key
  purpose
  version
  language
  words
  mostSegments
  slots {
    name
    label
    kind
    example
  }
  longest {
    units
    segments
  }
}
    `, {"fragmentName":"Template"}) as unknown as TypedDocumentString<TemplateFragment, unknown>;
export const BoardDocument = new TypedDocumentString(`
    query Board($from: Date!, $to: Date!) {
  campaign {
    id
    communes {
      code
      name
      kind
      coverage(from: $from, to: $to) {
        ...Figures
      }
    }
  }
}
    fragment Figures on Coverage {
  seats
  confirmed
  asked
  ratio
  floors
  floorsMet
  lowestRatio
}`, {"hash":"sha256:38f5b31e63cd600de8a4acb1306d1f2f8ed444b032bf508825fe4bef564382cc"}) as unknown as TypedDocumentString<BoardQuery, BoardQueryVariables>;
export const CoverageChangedDocument = new TypedDocumentString(`
    subscription CoverageChanged($from: Date!, $to: Date!) {
  coverageChanged {
    code
    coverage(from: $from, to: $to) {
      ...Figures
    }
  }
}
    fragment Figures on Coverage {
  seats
  confirmed
  asked
  ratio
  floors
  floorsMet
  lowestRatio
}`, {"hash":"sha256:4830bbfdd20f0172a3d4f1200f86d69b7f0fb592b87799a9a2a7a3d409d911d5"}) as unknown as TypedDocumentString<CoverageChangedSubscription, CoverageChangedSubscriptionVariables>;
export const CommuneWeekDocument = new TypedDocumentString(`
    query CommuneWeek($code: String!, $from: Date!, $to: Date!) {
  commune(code: $code) {
    code
    name
    kind
    population
    coverage(from: $from, to: $to) {
      ...Figures
    }
    shifts(from: $from, to: $to) {
      id
      start
      end
      point {
        id
        name
        kind
      }
      roles {
        ...RoleSeats
      }
    }
  }
}
    fragment Figures on Coverage {
  seats
  confirmed
  asked
  ratio
  floors
  floorsMet
  lowestRatio
}
fragment SeatHolder on Assignment {
  id
  state
  volunteer {
    id
    name
    phone
    kind
    organisation {
      id
      name
    }
  }
  ask {
    id
    code
    state
    deadline
    channel
  }
}
fragment RoleSeats on Role {
  id
  level
  kind
  seats
  floor
  confirmed
  asked
  skill {
    code
    name
  }
  assignments {
    ...SeatHolder
  }
  whyEmpty {
    key
    text
    count
  }
}`, {"hash":"sha256:4fca1d5e8cdefd964acfd8cc72d31291eab8d3b9a66c5c629f2b9f12be469188"}) as unknown as TypedDocumentString<CommuneWeekQuery, CommuneWeekQueryVariables>;
export const CandidatesDocument = new TypedDocumentString(`
    query Candidates($role: ID!, $first: Int!) {
  candidates(role: $role, first: $first) {
    eligible
    score
    km
    volunteer {
      id
      name
      kind
      organisation {
        id
        name
      }
    }
    reasons {
      key
      text
      count
    }
  }
}
    `, {"hash":"sha256:a94a73c57f4aa6131f2a917c636e7fcf144af9a5780f3bcd2e48f62b35280f45"}) as unknown as TypedDocumentString<CandidatesQuery, CandidatesQueryVariables>;
export const AssignDocument = new TypedDocumentString(`
    mutation Assign($role: ID!, $volunteer: ID!) {
  assign(role: $role, volunteer: $volunteer) {
    id
    state
  }
}
    `, {"hash":"sha256:25557f5d5dbff0fdcd6bccb7613c413951a1e8a68f43d95ed8490d7a68ed84d5"}) as unknown as TypedDocumentString<AssignMutation, AssignMutationVariables>;
export const AskPersonDocument = new TypedDocumentString(`
    mutation AskPerson($assignment: ID!) {
  ask(assignment: $assignment) {
    id
    state
    deadline
  }
}
    `, {"hash":"sha256:f4b6abe0daf30b738d8d92717f68971cd47b1acd95c8ec424725abb5d030d6f1"}) as unknown as TypedDocumentString<AskPersonMutation, AskPersonMutationVariables>;
export const ReleaseDocument = new TypedDocumentString(`
    mutation Release($assignment: ID!, $reason: String!) {
  release(assignment: $assignment, reason: $reason) {
    id
    state
  }
}
    `, {"hash":"sha256:544cf5ad90e496d81001507a5ac114f4a9ac36f88155847471886fc96f98e89d"}) as unknown as TypedDocumentString<ReleaseMutation, ReleaseMutationVariables>;
export const RecordAnswerDocument = new TypedDocumentString(`
    mutation RecordAnswer($ask: ID!, $answer: Answer!, $note: String) {
  recordAnswer(ask: $ask, answer: $answer, note: $note) {
    id
    state
  }
}
    `, {"hash":"sha256:13d45c470de4a4cdb8d1ed3c9dec5e99958f8950f9b9544206320cb617537e49"}) as unknown as TypedDocumentString<RecordAnswerMutation, RecordAnswerMutationVariables>;
export const PointCodeDocument = new TypedDocumentString(`
    query PointCode($point: ID!) {
  pointCode(point: $point) {
    code
    until
  }
}
    `, {"hash":"sha256:dc37cfb12d8836e6887f66a170a565165567c35643291f30e5ac058d39b08d6e"}) as unknown as TypedDocumentString<PointCodeQuery, PointCodeQueryVariables>;
export const CheckInDocument = new TypedDocumentString(`
    mutation CheckIn($assignment: ID!) {
  checkIn(assignment: $assignment, proof: {}) {
    id
    state
  }
}
    `, {"hash":"sha256:bbc37a002b4ac11d756ae8e15c34f57c83ee0da47acd0e7d57a6fa14a97c9ff9"}) as unknown as TypedDocumentString<CheckInMutation, CheckInMutationVariables>;
export const CheckOutDocument = new TypedDocumentString(`
    mutation CheckOut($assignment: ID!) {
  checkOut(assignment: $assignment) {
    id
    state
  }
}
    `, {"hash":"sha256:6dbf20f68cecbe3b3f207d75490402592685f580b492c7fa4185e827672c97f4"}) as unknown as TypedDocumentString<CheckOutMutation, CheckOutMutationVariables>;
export const HelpRequestsDocument = new TypedDocumentString(`
    query HelpRequests {
  helpRequests {
    ...RequestLine
  }
}
    fragment RequestLine on HelpRequest {
  id
  state
  start
  end
  reason
  refusal
  urgent
  createdAt
  commune {
    code
    name
    kind
  }
  roles {
    skill {
      code
      name
    }
    level
    kind
    seats
    floor
  }
}`, {"hash":"sha256:ab397ab0c796a93b5f2549897c2dff1c6c5fc2a17768b1adbba73ecea837b07a"}) as unknown as TypedDocumentString<HelpRequestsQuery, HelpRequestsQueryVariables>;
export const OpenRequestsDocument = new TypedDocumentString(`
    query OpenRequests {
  helpRequests(state: OPEN) {
    ...RequestLine
  }
}
    fragment RequestLine on HelpRequest {
  id
  state
  start
  end
  reason
  refusal
  urgent
  createdAt
  commune {
    code
    name
    kind
  }
  roles {
    skill {
      code
      name
    }
    level
    kind
    seats
    floor
  }
}`, {"hash":"sha256:d9b7d8473bfb5894bcb3aba831676ee0bdd46d0f4b9ff1cca164dc951ae5195c"}) as unknown as TypedDocumentString<OpenRequestsQuery, OpenRequestsQueryVariables>;
export const HelpPlacesDocument = new TypedDocumentString(`
    query HelpPlaces {
  campaign {
    id
    communes {
      code
      name
      kind
    }
  }
}
    `, {"hash":"sha256:2081614142dc11eabc930fe78a958f3eef4d97fbf66aed642a6a07d049873f1f"}) as unknown as TypedDocumentString<HelpPlacesQuery, HelpPlacesQueryVariables>;
export const HelpPointsDocument = new TypedDocumentString(`
    query HelpPoints($code: String!) {
  commune(code: $code) {
    code
    points {
      id
      name
      kind
    }
  }
}
    `, {"hash":"sha256:734c067741f983adfc859c4f82ed4ef03bb9893c2e755824404ac8e25cdc7d7d"}) as unknown as TypedDocumentString<HelpPointsQuery, HelpPointsQueryVariables>;
export const RequestHelpDocument = new TypedDocumentString(`
    mutation RequestHelp($input: RequestHelpInput!) {
  requestHelp(input: $input) {
    ...RequestLine
  }
}
    fragment RequestLine on HelpRequest {
  id
  state
  start
  end
  reason
  refusal
  urgent
  createdAt
  commune {
    code
    name
    kind
  }
  roles {
    skill {
      code
      name
    }
    level
    kind
    seats
    floor
  }
}`, {"hash":"sha256:868c27bdbf80540f0d41d791b45cb133907de603dadc14d4786b33b1987af67c"}) as unknown as TypedDocumentString<RequestHelpMutation, RequestHelpMutationVariables>;
export const ApproveRequestDocument = new TypedDocumentString(`
    mutation ApproveRequest($id: ID!) {
  approveRequest(id: $id) {
    ...RequestLine
  }
}
    fragment RequestLine on HelpRequest {
  id
  state
  start
  end
  reason
  refusal
  urgent
  createdAt
  commune {
    code
    name
    kind
  }
  roles {
    skill {
      code
      name
    }
    level
    kind
    seats
    floor
  }
}`, {"hash":"sha256:70ad6943bcb37bcd3d102a7e377d8887d755664db6901972e3c2b7ad96f95968"}) as unknown as TypedDocumentString<ApproveRequestMutation, ApproveRequestMutationVariables>;
export const RejectRequestDocument = new TypedDocumentString(`
    mutation RejectRequest($id: ID!, $reason: String!) {
  rejectRequest(id: $id, reason: $reason) {
    ...RequestLine
  }
}
    fragment RequestLine on HelpRequest {
  id
  state
  start
  end
  reason
  refusal
  urgent
  createdAt
  commune {
    code
    name
    kind
  }
  roles {
    skill {
      code
      name
    }
    level
    kind
    seats
    floor
  }
}`, {"hash":"sha256:c5d78f27a5d0a069de9ab788934dc424abfec4b7404fde867054fe35070c2710"}) as unknown as TypedDocumentString<RejectRequestMutation, RejectRequestMutationVariables>;
export const LatestPlanDocument = new TypedDocumentString(`
    query LatestPlan {
  campaign {
    id
    planRuns(first: 1) {
      ...PlanFigures
    }
  }
}
    fragment PlanFigures on PlanRun {
  id
  state
  value
  bound
  startedAt
  from
  to
  lowest {
    code
    kind
    name
  }
  lowestRatio
  lowestAtMost
  lowestWhy {
    key
    text
  }
  changes {
    kind
  }
}`, {"hash":"sha256:279d6da0354321b39e4b49dbba59f5edcfc348e047f53cfe0e2e5de9aa760915"}) as unknown as TypedDocumentString<LatestPlanQuery, LatestPlanQueryVariables>;
export const PlanNowDocument = new TypedDocumentString(`
    mutation PlanNow($days: Int!, $id: ID!) {
  planNow(days: $days, id: $id) {
    ...PlanFigures
  }
}
    fragment PlanFigures on PlanRun {
  id
  state
  value
  bound
  startedAt
  from
  to
  lowest {
    code
    kind
    name
  }
  lowestRatio
  lowestAtMost
  lowestWhy {
    key
    text
  }
  changes {
    kind
  }
}`, {"hash":"sha256:2bf3d080618b7539dfc3bde2c837a4593e6bcbb868ed756eab0f901f8ab74ce2"}) as unknown as TypedDocumentString<PlanNowMutation, PlanNowMutationVariables>;
export const PublishPlanDocument = new TypedDocumentString(`
    mutation PublishPlan($id: ID!) {
  publishPlan(id: $id) {
    ...PlanFigures
  }
}
    fragment PlanFigures on PlanRun {
  id
  state
  value
  bound
  startedAt
  from
  to
  lowest {
    code
    kind
    name
  }
  lowestRatio
  lowestAtMost
  lowestWhy {
    key
    text
  }
  changes {
    kind
  }
}`, {"hash":"sha256:f57cb30d8821dee924862d8139ba0a7488db6817e6839d8df5bf690cf6990b13"}) as unknown as TypedDocumentString<PublishPlanMutation, PublishPlanMutationVariables>;
export const CancelPlanDocument = new TypedDocumentString(`
    mutation CancelPlan($id: ID!) {
  cancelPlan(id: $id) {
    id
  }
}
    `, {"hash":"sha256:5b5b28f26c43dc82dc87532f8a7d7de978d03662edd3ce278d4b763f37347965"}) as unknown as TypedDocumentString<CancelPlanMutation, CancelPlanMutationVariables>;
export const PlanProgressDocument = new TypedDocumentString(`
    subscription PlanProgress($run: ID!) {
  planProgress(run: $run) {
    state
    value
    bound
    gap
  }
}
    `, {"hash":"sha256:633327a296142fc4be82aa3da22edaa6f9c13aa588d9e7b4eb096ff5132e638f"}) as unknown as TypedDocumentString<PlanProgressSubscription, PlanProgressSubscriptionVariables>;
export const UnclearRepliesDocument = new TypedDocumentString(`
    query UnclearReplies($first: Int!) {
  unclearReplies(first: $first) {
    totalCount
    edges {
      node {
        ...UnclearReply
      }
    }
  }
}
    fragment UnclearReply on Reply {
  id
  body
  receivedAt
  volunteer {
    id
    name
    phone
    organisation {
      id
      name
    }
  }
  mayAnswer {
    id
    state
    deadline
    assignment {
      id
      role {
        id
        skill {
          code
          name
        }
        shift {
          id
          start
          end
          commune {
            code
            name
            kind
          }
        }
      }
    }
  }
}`, {"hash":"sha256:40f5c1df6cc60b2eebe68ae72be2b31a1199923534f48c2a537f52e9e2353afb"}) as unknown as TypedDocumentString<UnclearRepliesQuery, UnclearRepliesQueryVariables>;
export const DecideReplyDocument = new TypedDocumentString(`
    mutation DecideReply($id: ID!, $decision: ReplyDecision!, $ask: ID) {
  decideReply(id: $id, decision: $decision, ask: $ask) {
    id
    decision
  }
}
    `, {"hash":"sha256:ba82986f3ee7c16ebf86341951c3183e15154eb65e3c93b5f8f0da93afc80821"}) as unknown as TypedDocumentString<DecideReplyMutation, DecideReplyMutationVariables>;
export const SessionDocument = new TypedDocumentString(`
    query Session {
  viewer {
    role
    permissions
    organisation {
      id
      name
    }
    commune {
      code
      kind
      name
    }
  }
  campaign {
    id
    name
    now
    startsOn
    endsOn
    skills {
      code
      name
    }
  }
}
    `, {"hash":"sha256:eb6ad2bda392602a63f94f8e9cfc6932c3f519f2656bdedfde4b4ebf8183acbd"}) as unknown as TypedDocumentString<SessionQuery, SessionQueryVariables>;
export const ClockDocument = new TypedDocumentString(`
    query Clock {
  campaign {
    id
    now
  }
}
    `, {"hash":"sha256:ab5ef3313d5f68e0ffd247bb615bb49750108b85a24563d6f5917ea62176e1ec"}) as unknown as TypedDocumentString<ClockQuery, ClockQueryVariables>;
export const MessageTemplatesDocument = new TypedDocumentString(`
    query MessageTemplates($language: TextLanguage!) {
  messageTemplates(language: $language) {
    ...Template
  }
}
    fragment Template on MessageTemplate {
  key
  purpose
  version
  language
  words
  mostSegments
  slots {
    name
    label
    kind
    example
  }
  longest {
    units
    segments
  }
}`, {"hash":"sha256:8612496fa08bc1544541d08d9aaf88a66d390aa31fc018bbd80ab6262398aba3"}) as unknown as TypedDocumentString<MessageTemplatesQuery, MessageTemplatesQueryVariables>;
export const PreviewTemplateDocument = new TypedDocumentString(`
    query PreviewTemplate($input: PreviewTemplateInput!) {
  previewTemplate(input: $input) {
    ...Written
  }
}
    fragment Written on WrittenText {
  body
  accented
  bytes
  encoding
  beyondGsm7
  units
  segments
  price
}`, {"hash":"sha256:37e6cb08ad56ab9c09a1bf4d9c8ec49e6bf24d9bb4bc8ba87291e663675ab606"}) as unknown as TypedDocumentString<PreviewTemplateQuery, PreviewTemplateQueryVariables>;