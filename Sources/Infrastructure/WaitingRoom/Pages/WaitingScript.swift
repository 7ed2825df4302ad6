internal import Service

/// What keeps a waiting page up to date without a reload: it asks for the same page when the page
/// says, and takes over what is told there. The ticket comes along as a cookie. When another page
/// comes, as when the turn has come, the browser goes there. Without scripts the page comes again.
enum WaitingScript {
    static let html = HTML(trusted: "<script>\(text)</script>")
    /// What a page with it may run.
    static let policy = BarePage.policy(scripts: [text])

    private static let text = """
        (function(){"use strict";
        var place=document.getElementById("line"),failed=0,opens=null;
        function words(){
        var time=place.querySelector("time[datetime]");if(!time)return;
        time.title=time.textContent;
        time.textContent=new Intl.DateTimeFormat(document.documentElement.lang,\
        {dateStyle:"medium",timeStyle:"short"}).format(new Date(time.dateTime));}
        function two(n){return(n<10?"0":"")+n}
        function count(){
        var clock=place.querySelector("[data-left]");if(!clock){opens=null;return}
        if(clock.dataset.left){opens=performance.now()+Number(clock.dataset.left);\
        clock.dataset.left=""}
        var left=Math.max(0,Math.ceil((opens-performance.now())/1000)),days=Math.floor(left/86400);
        clock.textContent=(days?days+" d ":"")+two(Math.floor(left/3600)%24)+":"\
        +two(Math.floor(left/60)%60)+":"+two(left%60);}
        function again(seconds){setTimeout(ask,seconds*1000)}
        function ask(){
        fetch(location.href,{headers:{accept:"text/html"},cache:"no-store",redirect:"manual"})
        .then(function(reply){
        if(reply.status===503)throw reply;
        return reply.text().then(function(text){
        var page=new DOMParser().parseFromString(text,"text/html"),\
        fresh=page.getElementById("line");
        if(!fresh||fresh.dataset.room!==place.dataset.room){location.reload();return}
        failed=0;
        document.title=page.title;
        document.querySelector("h1").textContent=page.querySelector("h1").textContent;
        if(fresh.innerHTML!==place.dataset.told){place.dataset.told=fresh.innerHTML;\
        place.innerHTML=fresh.innerHTML;words();count()}
        var draw=document.getElementById("draw"),drawn=page.getElementById("draw");
        if(draw&&drawn&&draw.innerHTML!==drawn.innerHTML)draw.innerHTML=drawn.innerHTML;
        again(Number(fresh.dataset.poll)||5)})})
        .catch(function(){failed+=1;again(Math.min(15,5*failed))})}
        place.dataset.told=place.innerHTML;words();count();setInterval(count,500);
        again(Number(place.dataset.poll)||5)})();
        """
}
