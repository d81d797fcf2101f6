package notify

import "sync"

// The sentences that mean yes.
var sayYes = sync.OnceValue(func() phrases {
	return newPhrases(
		"có", "c", "coa", "ok", "okk", "oke", "okie", "oki", "okay", "okela", "ô kê", "o ke", "yes", "y", "1",
		"đồng ý", "đông ý", "đồng y", "dong y", "đồng ý tham gia", "dong y tham gia", "nhận", "nhận ca", "nhận ca này", "nhận lời", "được", "được rồi", "đc", "đi được", "đi đc", "đến được",
		"vâng", "vầng", "vg", "dạ vâng", "vâng được", "u", "ừ", "uh", "uk", "um", "ừm", "uhm", "chốt", "có mặt", "sẽ có mặt", "sẽ có mặt đúng giờ", "chắc chắn đi",
		"có nhận", "có đi", "có ok", "có chứ", "sẽ đến", "sẽ đi", "vẫn được", "vẫn đi được", "vẫn đi đc", "tham gia", "có tham gia", "tham gia được", "tham gia đc", "nhất trí", "sẵn sàng",
		"xin nhận", "xin nhận ca", "xin nhận ca này", "xin đồng ý", "xin tham gia", "xin ok",
		"ok có", "ok nhận", "yes i can", "i can", "i can come", "i will come", "i ll come", "i ll be there", "i will be there", "i m in", "i accept", "accept", "sure", "yep", "yeah",
	)
})

// The sentences that mean no.
var sayNo = sync.OnceValue(func() phrases {
	sentences := []string{
		"không", "ko", "k", "kg", "kh", "hông", "hổng", "hok", "hem", "khum", "no", "n", "nope", "2", "hủy", "hủy giúp", "hủy ca này", "từ chối", "từ chối ca này",
		"bận", "bận rồi", "bận r", "bận mất rồi", "busy rồi", "sẽ không đến", "sẽ không đi", "sẽ không có mặt", "xin không", "xin không nhận", "xin không tham gia", "xin hủy", "xin từ chối",
		"can t", "cant", "cannot", "i can t", "i cant", "i cannot", "can t come", "i can t come", "i cannot come", "i can t make it", "i can not make it", "busy", "i am busy", "i m busy", "not available", "decline", "no can do",
	}
	for _, no := range []string{"không", "ko", "k"} {
		for _, what := range []string{
			"nhận", "nhận ca này", "nhận đâu", "nhận được", "đi", "đi được", "đi được đâu", "đi đc", "đi đc đâu", "đến được", "đến đc", "được", "được rồi", "đc", "đc rồi", "đc r",
			"thể", "thể đi", "thể đến", "thể tham gia", "tham gia", "tham gia được", "tham gia đc", "có mặt được", "đồng ý", "dong y",
		} {
			sentences = append(sentences, no+" "+what)
		}
	}
	return newPhrases(sentences...)
})

// The words that end texting.
var wantOut = sync.OnceValue(func() phrases {
	return newPhrases("dừng", "ngừng", "ngưng", "tc", "stop", "stopall", "unsubscribe", "optout", "opt out",
		"dừng nhắn tin", "dừng nhận tin", "đừng nhắn tin", "ngừng nhắn tin", "ngưng nhắn tin", "ngừng nhận tin", "ngưng nhận tin")
})

// The words that restart texting.
var wantBack = sync.OnceValue(func() phrases { return newPhrases("bắt đầu", "start", "unstop") })

// slips are spellings that are no words, or none that anybody answers with.
var slips = sync.OnceValue(func() map[string]string {
	return map[string]string{"đươc": "được", "đuoc": "được", "dươc": "được", spelt("dược"): "được", spelt("ạh"): "ạ", spelt("ạk"): "ạ"}
})
